import { saidByPath } from '../../naming-conventions.ts';
import { instructionsIn } from '../docker/instructions.ts';
import { keptBy } from '../docker/kept-stages.ts';
import { startOf } from '../docker/scripts.ts';
import { isForDevelopers, servedBy } from '../docker/serving.ts';
import { installsOfStage, installsOfTarget } from '../docker/stage-installs.ts';
import { type Stage, stagesOf } from '../docker/stages.ts';
import { saidByStage, targetsOf, type Who, waysToBuild } from '../docker/targets.ts';
import { type Install, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat, ReadContext } from '../manifest-format.ts';

/**
 * What an image installs: what the stage that is built keeps, from the stages that it is built from and those whose
 * packages it copies. Whose image that is, is said by the file's path, the compose files that build it, the stage's
 * name or the server that it starts; where nothing says it, it is production's, weakly.
 */
export const dockerfile: ManifestFormat = {
  name: 'dockerfile',
  paths: [/(^|\/)([\w.-]+[.-])?(Dockerfile|dockerfile|Containerfile)([.-][\w.-]+)?$/],
  rank: 2,
  isBuilt: true,
  read,
};

async function read({ path, text }: ManifestFile, { buildsOf, textOf }: ReadContext): Promise<Manifest> {
  const instructions = instructionsIn(text);
  const said = saidByPath(path).kind;
  const builds = buildsOf(path);
  const installs: Install[] = [];
  const kept = new Set<number>();
  for (const way of waysToBuild(builds)) {
    const stages = stagesOf(instructions, way.given);
    const starts = await Promise.all(stages.map((_, at) => startOf(stages, at, path, textOf)));
    for (const { stage, who } of targetsOf(stages, way, builds, said, starts.map(servedBy))) {
      for (const at of keptBy(stages, stage)) kept.add(at);
      const started = [starts[stage], ...builds.map((built) => built.started)].join('\n');
      const found = await installsOfTarget(stages, stage, { path, textOf, who });
      installs.push(...(isForDevelopers(started) ? found.map(forDevelopers) : found));
    }
  }
  const stages = stagesOf(instructions, new Map());
  for (const at of leftOut(stages, kept)) {
    installs.push(...(await installsOfStage(stages, at, { path, textOf, who: leftOutWho(stages, at) })));
  }
  return { ...NOTHING, installs: surest(installs) };
}

function forDevelopers(install: Install): Install {
  return { ...install, forDevelopers: true };
}

/** Stages that no target keeps. */
function leftOut(stages: readonly Stage[], kept: ReadonlySet<number>): readonly number[] {
  return stages.map((_, at) => at).filter((at) => !kept.has(at));
}

/** What only files are copied of installs for the build alone; whose an image is that nobody builds, nothing says. */
function leftOutWho(stages: readonly Stage[], at: number): Who {
  const said = saidByStage(stages[at]?.name ?? null);
  if (said !== null) return said;
  const isUsed = stages.some(({ base, copied }) => base === at || copied.some(({ stage }) => stage === at));
  return isUsed ? { kind: 'development', weight: 'weak' } : { kind: 'unknown', weight: 'weak' };
}

const ORDER = ['production strong', 'production weak', 'unknown strong', 'development strong', 'development weak'];

/** Each command once, for whom it is known the surest: one stage may be part of several images. */
function surest(installs: readonly Install[]): readonly Install[] {
  const rank = ({ kind, weight }: Install) =>
    (ORDER.indexOf(`${kind} ${weight}`) + ORDER.length + 1) % (ORDER.length + 1);
  const found = new Map<string, Install>();
  for (const install of installs) {
    const key = `${install.file}:${install.line}:${install.text}`;
    const other = found.get(key);
    if (other === undefined || rank(install) < rank(other)) found.set(key, install);
  }
  return [...found.values()];
}
