import { type Instruction, instructionsIn, scriptOf } from '../../packages/manifests/docker/instructions.ts';
import { startOf } from '../../packages/manifests/docker/scripts.ts';
import { servedBy } from '../../packages/manifests/docker/serving.ts';
import { type Stage, stagesOf } from '../../packages/manifests/docker/stages.ts';
import { saidByStage, targetsOf, waysToBuild } from '../../packages/manifests/docker/targets.ts';
import type { Built } from '../../packages/manifests/manifest.ts';
import { saidByPath } from '../../packages/naming-conventions.ts';
import type { Reader } from './readers.ts';
import type { TextFile } from './sources.ts';

/** What a Dockerfile says of a place in it. */
export interface Place {
  readonly reader: Reader;
  /** What is known of the environment there, once for each way to build it. */
  readonly variables: readonly ReadonlyMap<string, string>[];
}

/** An image that somebody builds of a Dockerfile. */
interface Image {
  readonly stages: readonly Stage[];
  readonly target: number;
  readonly reader: Reader;
}

/**
 * Says who runs what stands in a line of a Dockerfile: production where an image of it is production's, unless a later
 * stage sets the same variables anew.
 * @param builds all that compose files build of it.
 * @param textOf reads another file of the project.
 */
export async function placesIn(
  { path, text }: TextFile,
  builds: readonly Built[],
  textOf: (path: string) => Promise<string | null>,
): Promise<(line: number) => Place> {
  const instructions = instructionsIn(text);
  const images: Image[] = [];
  for (const way of waysToBuild(builds)) {
    const stages = stagesOf(instructions, way.given);
    const starts = await Promise.all(stages.map((_, at) => startOf(stages, at, path, textOf)));
    for (const { stage, who } of targetsOf(stages, way, builds, saidByPath(path).kind, starts.map(servedBy))) {
      // What nobody names and nothing else uses is not built.
      if (way.built === null && stage !== stages.length - 1 && !saidByStage(stages[stage]?.name ?? null)) continue;
      const reader =
        who.kind === 'development'
          ? 'development'
          : who.weight === 'weak' && isTried(stages[stage])
            ? 'anybody'
            : 'server';
      images.push({ stages, target: stage, reader });
    }
  }
  return (line) => {
    const held = images.flatMap((image) => {
      const at = image.stages.findIndex((stage) => instructionAt(stage, line) !== null);
      return at === -1 ? [] : [{ image, at }];
    });
    const kept = held.filter(({ image, at }) => keeps(image, at, line)).map(({ image }) => image.reader);
    const variables = held.map(({ image, at }) => {
      const stage = image.stages[at] as Stage;
      return stage.variables[stage.instructions.indexOf(instructionAt(stage, line) as Instruction)] ?? new Map();
    });
    return { reader: together(kept), variables };
  };
}

/** Whose a place is that several have: production's where one of them is. */
export function together(readers: readonly Reader[]): Reader {
  if (readers.includes('server')) return 'server';
  return readers.length > 0 && readers.every((reader) => reader === 'development') ? 'development' : 'anybody';
}

/** Whether a stage starts what nobody serves a project with. */
function isTried(stage: Stage | undefined): boolean {
  const starts = stage?.instructions.filter(({ name }) => name === 'CMD' || name === 'ENTRYPOINT') ?? [];
  return starts.some((instruction) => /runserver/.test(scriptOf(instruction)));
}

/** The last instruction that starts at a line or before it. */
function instructionAt({ instructions }: Stage, line: number): Instruction | null {
  return instructions.findLast((each) => each.line <= line && line < each.line + each.text.split('\n').length) ?? null;
}

/** Whether an image has what an instruction of a stage does: by building on the stage, or by copying from it. */
function keeps({ stages, target }: Image, at: number, line: number): boolean {
  const stage = stages[at] as Stage;
  const instruction = instructionAt(stage, line) as Instruction;
  if (instruction.name === 'ENV') {
    const here = stage.variables[stage.instructions.indexOf(instruction)];
    const last = stages[target]?.variables.at(-1);
    const set = [...instruction.text.matchAll(/([A-Za-z_]\w*)[=\s]/g)].map(([, name = '']) => name);
    const names = set.filter((name) => SETTINGS.test(name));
    return isOn(stages, target, at) && names.every((name) => last?.get(name) === here?.get(name));
  }
  if (instruction.name === 'CMD' || instruction.name === 'ENTRYPOINT') return isOn(stages, target, at);
  return isOn(stages, target, at) || uses(stages, target, at);
}

const SETTINGS = /^DJANGO_/;

function isOn(stages: readonly Stage[], at: number, wanted: number): boolean {
  const base = stages[at]?.base ?? null;
  return at === wanted || (base !== null && isOn(stages, base, wanted));
}

/** Whether a stage is built for another one, by a copy anywhere on the way. */
function uses(stages: readonly Stage[], at: number, wanted: number): boolean {
  const { base, copied } = stages[at] as Stage;
  const next = [...(base === null ? [] : [base]), ...copied.map(({ stage }) => stage)];
  return next.some((other) => other < at && (other === wanted || uses(stages, other, wanted)));
}
