import type { ProjectPackages } from '../packages/project.ts';
import type { OptionalPackage } from '../types.ts';

/** A package that a run looks for. */
export interface ScopedPackage extends OptionalPackage {
  /** Whether every file is looked at; else only those that production always loads. */
  readonly everywhere: boolean;
  /** Whether its uses are worth a remark only: production may have it, and no manifest says so. */
  readonly undeclared?: boolean;
  /** Whether a file, absolute, is one that it counts in; without it all are. */
  readonly countsIn?: (file: string) => boolean;
}

/** What a run looks for. */
export interface Scope {
  readonly packages: readonly ScopedPackage[];
  /** The roots of those that a proof takes away even where no file names them. */
  readonly withheld: readonly string[];
  /** The folder of the project that the paths lie in, absolute. */
  readonly root: string;
  /** What its manifests say; null where nobody asked them. */
  readonly project: ProjectPackages | null;
  readonly notes: readonly string[];
}
