import type { World } from '../python/semantics/values/world.ts';
import type { Condition, Finding, Level } from '../types.ts';
import { withLoaded, withoutLoaded } from './explain.ts';
import { levelOf } from './level.ts';
import { isTest, type LoadedFiles } from './loaded-files.ts';

/** How bad unguarded code of a file is under some conditions, the nearest first. */
export type Levels = (conditions: readonly Condition[]) => Level;

/** What production loads of a project. Nothing is read before the first question. */
export interface Production {
  /** Whether production loads a file under no condition. */
  loadsAlways(path: string): Promise<boolean>;
  /** What is known of production, for the conditions in a file. Nothing is read before it is asked. */
  worldOf(path: string): World;
  /** How bad a file's unguarded code is. */
  levelsIn(path: string): Promise<Levels>;
  /** A file's findings with their levels, and with what loads them. */
  told(path: string, findings: readonly Finding[]): Promise<readonly Finding[]>;
  /** Whether an entry point of production is known; without one, no level is. */
  isKnown(): boolean;
}

/**
 * Tells what production loads. All paths are relative to the project, with `/`.
 * @param read is called at the first question.
 * @param shown turns a path of the project into one as shown to the user.
 */
export function productionOf(read: () => LoadedFiles, shown: (path: string) => string): Production {
  let known: LoadedFiles | null = null;
  const loaded = () => (known ??= read());
  const isKnown = () => loaded().entries.some(({ kind }) => kind === 'production');
  const seen = async (path: string) => ({ loading: await loaded().of(path), doubt: await loaded().doubtOn(path) });
  return {
    isKnown,
    async loadsAlways(path) {
      if (isTest(path)) return false;
      const { kind, condition } = await loaded().of(path);
      return kind === 'production' && condition === null;
    },
    worldOf: (path) => ({
      environment: (name) => loaded().worldOf(path).environment(name),
      setting: (name) => loaded().worldOf(path).setting(name),
      imported: (module, name) => loaded().worldOf(path).imported(module, name),
      included: (pattern, name) => loaded().worldOf(path).included(pattern, name),
      runs: (command) => loaded().worldOf(path).runs(command),
    }),
    async levelsIn(path) {
      if (!isKnown()) return () => 'unknown';
      const { loading, doubt } = await seen(path);
      return (conditions) => levelOf({ loading, doubted: doubt !== null, conditions });
    },
    async told(path, findings) {
      if (findings.length === 0) return findings;
      if (!isKnown()) return findings.map((finding) => withoutLoaded(finding, 'nothing tells what production loads'));
      const at = await seen(path);
      return findings.map((finding) => withLoaded(finding, at, shown));
    },
  };
}
