import type { World } from '../python/semantics/values/world.ts';
import type { Condition, Finding, Level } from '../types.ts';
import { resolved } from './configurations.ts';
import { levelIn, type Seen, withLoaded, withoutLoaded } from './explain.ts';
import type { LoadedFiles } from './loaded-files.ts';
import { isTest } from './tests.ts';
import type { FileLoading } from './types.ts';

/** How bad unguarded code of a file is under some conditions, the nearest first. */
export type Levels = (conditions: readonly Condition[]) => Level;

/** What production loads of a project. Nothing is read before the first question. */
export interface Production {
  /** Whether production loads a file under no condition. */
  loadsAlways(path: string): Promise<boolean>;
  /** The package that alone loads a file, as the toolbar its panels; null for any other file. */
  toolOf(path: string): Promise<string | null>;
  /** What is known of production, for the conditions in a file. */
  worldOf(path: string): Promise<World>;
  /** How bad a file's unguarded code is. */
  levelsIn(path: string): Promise<Levels>;
  /** A file's findings with their levels, and with what loads them. */
  told(path: string, findings: readonly Finding[]): Promise<readonly Finding[]>;
  /** Whether an entry point of production is known; without one, no level is. */
  isKnown(): Promise<boolean>;
}

/**
 * Tells what production loads. All paths are relative to the project, with `/`.
 * @param read is called at the first question.
 * @param shown turns a path of the project into one as shown to the user.
 */
export function productionOf(read: () => Promise<LoadedFiles>, shown: (path: string) => string): Production {
  let known: Promise<LoadedFiles> | null = null;
  const loaded = () => (known ??= read());
  const isKnown = async () => (await loaded()).entries.some(({ kind }) => kind === 'production');
  // A project that a package is tried out or tested with is developers', whatever production may be.
  const isTold = async (path: string) => (await isKnown()) || (await (await loaded()).of(path)).kind === 'development';
  const seen = async (path: string, names?: readonly string[]) => {
    const files = await loaded();
    const loading = await files.of(path);
    if (names === undefined || loading.isPartial === undefined) return { loading, doubt: await files.doubtOn(path) };
    return taken(path, loading, names, files);
  };
  const seenIn = async (path: string, names?: readonly string[]) => {
    const [files, { loading, doubt }] = [await loaded(), await seen(path, names)];
    return (given: readonly Condition[]): Seen => {
      return { loading, doubt, conditions: resolved(given, (name) => files.useOfClass(path, name)) };
    };
  };
  return {
    isKnown,
    async loadsAlways(path) {
      if (isTest(path)) return false;
      const { kind, condition } = await (await loaded()).of(path);
      return kind === 'production' && condition === null;
    },
    async toolOf(path) {
      const { loading, doubt } = await seen(path);
      return doubt === null ? (loading.tool ?? null) : null;
    },
    worldOf: async (path) => (await loaded()).worldOf(path),
    async levelsIn(path) {
      if (!(await isTold(path))) return () => 'unknown';
      const seenUnder = await seenIn(path);
      return (conditions) => levelIn(seenUnder(conditions));
    },
    async told(path, findings) {
      if (findings.length === 0) return findings;
      if (!(await isTold(path)))
        return findings.map((finding) => withoutLoaded(finding, 'nothing tells what production loads'));
      return Promise.all(
        findings.map(async (finding) =>
          withLoaded(finding, (await seenIn(path, finding.entryOf))(finding.conditions), shown),
        ),
      );
    },
  };
}

/** What takes an entry of a module's setting, where something is seen to run the module. */
async function taken(
  path: string,
  running: FileLoading,
  names: readonly string[],
  files: LoadedFiles,
): Promise<Pick<Seen, 'loading' | 'doubt'>> {
  const searched = files.taking(names);
  const loading = await searched.of(path);
  const step = running.chain.at(-1);
  if (loading.kind !== 'unreached' || step === undefined) return { loading, doubt: await searched.doubtOn(path) };
  const why = `runs it, and no settings are seen to take ${names.at(-1)} from it`;
  return { loading, doubt: { file: step.file, line: step.line, why } };
}
