import type { ProjectPackages } from '../packages/project.ts';
import type { OptionalPackage } from '../types.ts';
import type { Table } from '../util/table.ts';

/** A package that a run looks for. */
export interface ScopedPackage extends OptionalPackage {
  /** Whether every file is looked at; else only those that production always loads. */
  readonly everywhere: boolean;
  /**
   * Why its uses are worth a remark only: nothing says whether production has it, or production installs it; without it
   * they are findings.
   */
  readonly remark?: 'undeclared' | 'installed';
  /** Whether it is not known if production has it. */
  readonly unsure?: boolean;
  /** Whether a file, absolute, is one that it counts in; without it all are. */
  readonly countsIn?: (file: string) => boolean;
}

/** What a run looks for. */
export interface Scope {
  readonly packages: readonly ScopedPackage[];
  /** The folder of the project that the paths lie in, absolute. */
  readonly root: string;
  /** What its manifests say; null where nobody asked them. */
  readonly project: ProjectPackages | null;
  /** What the manifests say that count for a file, absolute; of several projects in a tree each has its own. */
  projectFor(file: string): ProjectPackages | null;
  readonly notes: readonly string[];
}

/** The settings that decide which packages a run looks for. */
export interface ScopeSettings {
  readonly cwd: string;
  readonly paths: readonly string[];
  /** The innermost folder that all of the paths lie in, absolute. */
  readonly folder: string;
  /** Those that are named; null where the project's manifests say which. */
  readonly packages: readonly string[] | null;
  /** What the configuration says of packages, as it stands there; null where it says nothing. */
  readonly packageTable: Table | null;
  readonly configFile: string | null;
  /** Whether packages that are named are guarded although production installs them. */
  readonly force: boolean;
  /** Whether every manifest is passed over. */
  readonly isolated: boolean;
}
