import { STARTERS } from './evidence/sources.ts';
import { isSettingsFolder } from './settings-names.ts';
import { isTest } from './tests.ts';
import { go, spread } from './traverse.ts';
import type { Doubt, EntryPoint, FileLoading, Link, LoadStep } from './types.ts';

/** What a search has found, and what it can still find. */
export interface Search {
  readonly python: readonly string[];
  readonly entries: readonly EntryPoint[];
  /** Where deployments start the project with what their text does not tell. */
  readonly unfollowed: readonly Doubt[];
  /** What a file loads. */
  readonly links: (path: string) => readonly Link[];
  /** Where a file loads what its text does not tell. */
  readonly unfollowedIn: (path: string) => readonly Doubt[];
  readonly of: (path: string) => Promise<FileLoading>;
  /** Searches all that is left. */
  readonly all: () => Promise<void>;
}

/**
 * Finds what speaks against a claim that developers alone load a file, or that nothing does: a file that links to it and
 * that nothing is seen to load, or a place that production reaches and that loads what its text does not tell.
 */
export function doubtsOn(search: Search): (path: string) => Promise<Doubt | null> {
  const { python, entries, of, all } = search;
  const named = new Set(entries.filter(({ kind }) => kind === 'development').map(({ target }) => target));
  let reading: Promise<Doubts> | null = null;
  return async (path) => {
    const { kind, developers } = await of(path);
    if ((kind === 'production' && !developers) || isTest(path)) return null;
    await all();
    reading ??= readDoubts(search, named, python);
    const { spreading, unfollowed } = await reading;
    const open = unfollowed.find((doubt) => isMeant(path, kind, doubt));
    return (named.has(path) ? undefined : spreading.get(path)) ?? open ?? null;
  };
}

interface Doubts {
  /** The files that others load that nothing is seen to load. */
  readonly spreading: ReadonlyMap<string, Doubt>;
  /** Where production loads what is not told. */
  readonly unfollowed: readonly Doubt[];
}

async function readDoubts(
  { of, links, unfollowedIn, unfollowed, entries }: Search,
  named: ReadonlySet<string>,
  python: readonly string[],
): Promise<Doubts> {
  const kinds = new Map<string, FileLoading['kind']>();
  for (const path of python) kinds.set(path, (await of(path)).kind);
  const isTheirs = (path: string) => isTest(path) || (named.has(path) && kinds.get(path) === 'development');
  const steps = new Map<string, LoadStep | null>(
    python.filter((path) => kinds.get(path) === 'unreached').map((path) => [path, null]),
  );
  await go(spread(steps, links, (link) => link.developers || isTheirs(link.target)));
  const spreading = [...steps].flatMap(([path, step]): [string, Doubt][] =>
    step === null
      ? []
      : [[path, { file: step.file, line: step.line, why: 'loads it, and nothing is seen to load that' }]],
  );
  const reached = python.filter((path) => kinds.get(path) === 'production');
  const isKnown = entries.some(({ kind, byName }) => kind === 'production' && !byName);
  return {
    spreading: new Map(spreading),
    unfollowed: [...(isKnown ? [] : unfollowed), ...reached.flatMap(unfollowedIn)],
  };
}

/**
 * Whether a place may load a file: settings load settings. What anything else loads is no settings module, and counts
 * for what nothing is seen to load.
 */
function isMeant(path: string, kind: FileLoading['kind'], { file }: Doubt): boolean {
  if (isSettingsFolder(path)) return !file.endsWith('.py') || isSettingsFolder(file) || STARTERS.test(file);
  return kind === 'unreached' && file.endsWith('.py');
}
