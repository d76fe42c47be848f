import {
  type Boot,
  type Comparison,
  type Difference,
  type Excused,
  type Pair,
  RESOLVED,
  type World,
} from '../types.ts';
import { changesBetween } from './compare.ts';
import type { Change } from './differences.ts';
import { type Baseline, excuseFor } from './excuses.ts';
import { madeBy } from './made-by.ts';
import { stillNamed } from './still-named.ts';
import { traceOf } from './trace.ts';

/** Starts of a project for a closer look, each as often as it is called. */
export interface Starts {
  /** The project as it is, once more: its settings alone, or all of it. */
  again(world: World, what: 'settings' | 'all'): Promise<Boot>;
  /** Its settings and URLconfs alone, traced: as they are, or as they were before the fix. */
  trace(world: World, version: 'now' | 'before'): Promise<Boot | null>;
  /** The files that the fix changed. */
  changed(): Promise<ReadonlySet<string>>;
}

/**
 * Compares a project's values: with the packages to what they were before the fix, and without them to what they
 * were, or are, with them, less what is the packages'.
 * @param before null where nothing is known of the project before a fix.
 */
export async function compare(
  now: Pair,
  before: Pair | null,
  packages: readonly string[],
  starts: Starts,
): Promise<Comparison> {
  const changes = [
    ...(before === null ? [] : changesBetween(before.present, now.present, 'present', [])),
    ...changesBetween((before ?? now).present, now.absent, 'absent', packages),
    ...stillNamed(now.absent, packages),
  ];
  if (changes.length === 0) return { differences: [], excused: [], restless: [] };
  const restless = await restlessIn(now, changes, starts);
  const told = changes.filter(({ name }) => !restless.has(name));
  const settled = told.length === 0 ? [] : await explain(told, now, before, packages, starts);
  return {
    differences: settled.filter((each) => !('reason' in each)),
    excused: settled.filter((each) => 'reason' in each),
    restless: [...restless].filter((name) => changes.some((change) => change.name === name)),
  };
}

/** What no two starts agree on, such as a secret key made at random, tells nothing. */
async function restlessIn(now: Pair, changes: readonly Change[], starts: Starts): Promise<ReadonlySet<string>> {
  const isResolved = changes.some(({ name }) => (RESOLVED as readonly string[]).includes(name));
  const found = await Promise.all(
    (['present', 'absent'] as const).map(async (world) => {
      // What is random with the packages is so without them.
      if (world === 'absent' && changes.every((change) => change.world !== world)) return [];
      return changesBetween(now[world], await starts.again(world, isResolved ? 'all' : 'settings'), world, []);
    }),
  );
  return new Set(found.flat().map(({ name }) => name));
}

async function explain(
  changes: readonly Change[],
  now: Pair,
  before: Pair | null,
  packages: readonly string[],
  starts: Starts,
): Promise<(Difference | Excused)[]> {
  const version = before === null ? 'now' : 'before';
  const [present, absent, nowPresent, nowAbsent] = await Promise.all([
    starts.trace('present', version),
    starts.trace('absent', version),
    before === null ? null : starts.trace('present', 'now'),
    before === null ? null : starts.trace('absent', 'now'),
  ]);
  const traces = { present: traceOf(nowPresent ?? present), absent: traceOf(nowAbsent ?? absent) };
  const baseline: Baseline = {
    pair: before ?? now,
    present: traceOf(present),
    absent: traceOf(absent),
    isBefore: before !== null,
    now: { boot: now.absent, trace: traces.absent },
    changed: await starts.changed(),
    own: new Set(),
  };
  const currentOf = ({ world, name }: Change) => now[world].settings?.[name] ?? now[world].resolved.get(name);
  const reasons = changes.map((change) => excuseFor(change, currentOf(change), baseline, packages));
  const unexcused = new Set(changes.flatMap(({ name }, at) => (reasons[at] === null ? [name] : [])));
  const own = new Set(changes.flatMap(({ name }) => (unexcused.has(name) ? [] : [name])));
  const explained = changes.map((change, at) => ({
    change,
    where: madeBy(change, currentOf(change), traces[change.world], baseline.present),
    reason: reasons[at] ?? excuseFor(change, currentOf(change), { ...baseline, own }, packages),
  }));
  return explained.map(({ change, where, reason: own }) => {
    const { subject, message, world } = change;
    const difference = { subject, message, world, where };
    const reason = own ?? whatItFollows(change, explained);
    return reason === null ? difference : { ...difference, reason };
  });
}

/** The settings that Django makes a thing of, by the thing's name in `RESOLVED`. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  apps: ['INSTALLED_APPS'],
  'log handlers': ['LOGGING'],
  'template engines': ['TEMPLATES', 'INSTALLED_APPS'],
  'static files finders': ['STATICFILES_FINDERS', 'STATICFILES_DIRS', 'INSTALLED_APPS'],
};

/** Why a thing that Django made of settings may be another one: all of them that changed are excused. */
function whatItFollows(
  { name, world }: Change,
  explained: readonly { readonly change: Change; readonly reason: string | null }[],
): string | null {
  const sources = SOURCES[name] ?? [];
  const changed = explained.filter(({ change }) => sources.includes(change.name) && change.world === world);
  const [first] = changed;
  if (first === undefined || changed.some(({ reason }) => reason === null)) return null;
  return `it follows ${first.change.name}`;
}
