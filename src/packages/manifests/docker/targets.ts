import { saidBy } from '../../naming-conventions.ts';
import type { Built, Install, Kind } from '../manifest.ts';
import type { Stage } from './stages.ts';

/** For whom something is installed, and how sure that is. */
export type Who = Pick<Install, 'kind' | 'weight'>;

/** A stage that somebody builds, and who. */
export interface Target {
  readonly stage: number;
  readonly who: Who;
}

/** What a stage's name says; null where it says nothing. */
export function saidByStage(name: string | null): Who | null {
  // A stage called `server` is one of several processes, in whatever environment.
  const kind = name === null || /^server$/i.test(name) ? 'unknown' : saidBy(name).kind;
  return kind === 'unknown' ? null : { kind, weight: 'strong' };
}

/** One way to build a Dockerfile: as a compose file does, or as `docker build` does without options. */
export interface Way {
  readonly built: Built | null;
  /** The build arguments that it is given. */
  readonly given: ReadonlyMap<string, string>;
}

/** The ways to build a Dockerfile. */
export function waysToBuild(builds: readonly Built[]): readonly Way[] {
  return [...builds.map((built) => ({ built, given: built.given })), { built: null, given: new Map() }];
}

/**
 * The stages that one way to build a Dockerfile may end in, with whose image each is.
 * @param builds all that compose files build of it.
 * @param said what the file's path says.
 * @param starts what the command that each stage starts says.
 */
export function targetsOf(
  stages: readonly Stage[],
  { built }: Way,
  builds: readonly Built[],
  said: Kind,
  starts: readonly Kind[],
): readonly Target[] {
  const nameOf = (stage: number) => stages[stage]?.name ?? null;
  const whoOf = (...kinds: readonly (Kind | undefined)[]): Who => {
    const known = kinds.find((kind) => kind !== undefined && kind !== 'unknown');
    return known === undefined ? { kind: 'production', weight: 'weak' } : { kind: known, weight: 'strong' };
  };
  if (built !== null) {
    const named = stages.findIndex(({ name }) => built.target !== null && name === built.target);
    const stage = named === -1 ? stages.length - 1 : named;
    const who = whoOf(saidByStage(nameOf(stage))?.kind, said, built.kind, starts[stage]);
    // Who gives other arguments than production's, in a file that says nothing, may try production's stage out.
    const doubtful = built.kind === 'unknown' && built.given.size > 0 && who.kind === 'production';
    return stage === -1 ? [] : [{ stage, who: doubtful ? { ...who, weight: 'weak' } : who }];
  }
  const onlyDevelopers = builds.length > 0 && builds.every(({ kind }) => kind === 'development');
  const settled = builds.some(({ kind }) => kind === 'production');
  return endsOf(stages)
    .filter((stage) => !settled || saidByStage(nameOf(stage)) !== null)
    .map((stage) => {
      const start = starts[stage];
      return {
        stage,
        who: whoOf(saidByStage(nameOf(stage))?.kind, said, start, onlyDevelopers ? 'development' : undefined),
      };
    });
}

/** The last stage, those that nothing else uses, and those whose names give them away. */
function endsOf(stages: readonly Stage[]): readonly number[] {
  const used = new Set(stages.flatMap(({ base, copied }) => [base ?? -1, ...copied.map(({ stage }) => stage)]));
  const isDeveloper = (at: number) => saidByStage(stages[at]?.name ?? null)?.kind === 'development';
  const ends = stages
    .map((_, at) => at)
    .filter((at) => !used.has(at) || saidByStage(stages[at]?.name ?? null) !== null);
  if (ends.some((at) => !isDeveloper(at))) return ends;
  // Where developers alone build on it, what they build on is what is left for production.
  const left = stages.map((_, at) => at).filter((at) => !isDeveloper(at) && !isBuiltOn(stages, at, isDeveloper));
  return [...ends, ...left.slice(-1)];
}

function isBuiltOn(stages: readonly Stage[], at: number, test: (stage: number) => boolean): boolean {
  const base = stages[at]?.base ?? null;
  return base !== null && (test(base) || isBuiltOn(stages, base, test));
}
