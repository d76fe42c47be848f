import type { Entry } from '../verify/environment.ts';

/** What is asked of the proof, beside a run's own options. */
export interface ProofOptions {
  /** The project's folder; null for the one that the paths lie in. */
  readonly project: string | null;
  /** The interpreter; null for the project's own. */
  readonly python: string | null;
  /** What is to be imported or started in place of Django's steps; empty for these. */
  readonly entries: readonly Entry[];
  /** Settings modules; where there is none they are found. */
  readonly settings: readonly string[];
  /** A folder with the project as it was; null for git's HEAD. */
  readonly before: string | null;
  /** An interpreter with production's requirements alone: the world without the packages; null for none. */
  readonly absentPython: string | null;
  /** Whether to make such an environment. */
  readonly buildAbsent: boolean;
  /** Whether to take away every package of the scope, also those that no file names. */
  readonly all: boolean;
  /** Environment variables for all that is run, beside this process's own; they win over those of files. */
  readonly env: Readonly<Record<string, string>>;
  /** Files of such variables; a later one wins. */
  readonly envFiles: readonly string[];
  /** Seconds that one step may take; null for the default. */
  readonly timeout: number | null;
  /** Bytes of data that a process may have; null for the default. */
  readonly memory: number | null;
  /** A command to run in both worlds; empty for none. */
  readonly command: readonly string[];
}
