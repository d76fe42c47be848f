import type { Condition, Finding } from '../types.ts';
import { withLoaded } from './explain.ts';
import { isTest, type LoadedFiles } from './loaded-files.ts';

/** What production loads of a project. Nothing is read before the first question. */
export interface Production {
  /** Whether production loads a file under no condition. */
  loadsAlways(path: string): Promise<boolean>;
  /** Whether production may load a file: it does unless only developers are known to load it. */
  mayLoad(path: string): Promise<boolean>;
  /** A file's findings with what loads them; unchanged where no entry point of production is known. */
  told(path: string, findings: readonly Finding[]): Promise<readonly Finding[]>;
  /** Whether an entry point of production is known. */
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
  return {
    isKnown,
    async loadsAlways(path) {
      if (isTest(path)) return false;
      const { kind, condition } = await loaded().of(path);
      return kind === 'production' && condition === null;
    },
    async mayLoad(path) {
      return !(await loaded().isDevelopers(path));
    },
    async told(path, findings) {
      if (findings.length === 0 || !isKnown()) return findings;
      const loading = await loaded().of(path);
      return findings.map((finding) => withLoaded(finding, loading, shown));
    },
  };
}

/** Whether one of the conditions around a reference can only hold for developers. */
export function isDevelopers(conditions: readonly Condition[]): boolean {
  return conditions.some(({ developers }) => developers);
}
