import type { SourcePath } from '../files/walk/collect.ts';
import type { Problem } from '../util/errors.ts';
import type { Doubt, FileReport } from './result.ts';

/** What would be done to one file. Nothing is done yet. */
export interface Plan {
  readonly source: SourcePath;
  readonly before: Buffer;
  /** Equal to `before` where nothing is fixable. */
  readonly after: Buffer;
  readonly report: FileReport;
}

/** A plan, a problem of the file, or null for a file with nothing to say about. */
export type Planned = Plan | Problem | null;

/** What is to be said of a run's packages. */
export interface Together {
  readonly plans: readonly Plan[];
  readonly doubts: readonly Doubt[];
}

/** What looks closely at a file that names a package. */
export interface Engine {
  /** @throws DecodeError for bytes that are no Python source. */
  plan(source: SourcePath, before: Buffer): Promise<Planned>;
  /** Tells each package that production lacks once, whatever number of files load it, and what is not known of packages. */
  together(plans: readonly Plan[]): Promise<Together>;
  /** The roots of the packages that the files have named so far. */
  readonly named: ReadonlySet<string>;
  /** The files that have named one so far, absolute. */
  readonly naming: ReadonlySet<string>;
  /** Remarks on what could not be done as it was asked for. */
  notes(): Promise<readonly string[]>;
}
