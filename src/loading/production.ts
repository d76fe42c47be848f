import type { Condition, Finding } from '../types.ts';
import { withLoaded } from './explain.ts';
import { isTest, type LoadedFiles } from './loaded-files.ts';

/** What production has to do with the files of a project: nothing is read before somebody asks. */
export interface Production {
  /** Whether production always loads a file. */
  loadsAlways(path: string): Promise<boolean>;
  /** Whether production may load a file: any that is not known to be loaded by developers alone. */
  mayLoad(path: string): Promise<boolean>;
  /** A file's findings with what loads them; as they are where nothing is known to start production. */
  told(path: string, findings: readonly Finding[]): Promise<readonly Finding[]>;
  /** Whether anything is known to start production. */
  isKnown(): boolean;
}

/**
 * Asks what production loads. All paths are relative to the project, with `/`.
 * @param read is called when somebody asks for the first time.
 * @param shown makes a path of the project one that the user knows.
 */
export function productionOf(read: () => LoadedFiles, shown: (path: string) => string): Production {
  let known: LoadedFiles | null = null;
  const reach = () => (known ??= read());
  const isKnown = () => reach().entries.some(({ kind }) => kind === 'production');
  return {
    isKnown,
    async loadsAlways(path) {
      if (isTest(path)) return false;
      const { kind, condition } = await reach().of(path);
      return kind === 'production' && condition === null;
    },
    async mayLoad(path) {
      return !(await reach().isDevelopers(path));
    },
    async told(path, findings) {
      if (findings.length === 0 || !isKnown()) return findings;
      const of = await reach().of(path);
      return findings.map((finding) => withLoaded(finding, of, shown));
    },
  };
}

/** Whether the conditions around a use leave it to developers. */
export function isDevelopers(conditions: readonly Condition[]): boolean {
  return conditions.some(({ developers }) => developers);
}
