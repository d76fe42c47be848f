import type { Before } from './before.ts';
import type { Environment } from './environment.ts';
import type { Interpreter } from './project/inspect.ts';
import type { Project } from './project/project.ts';
import type { NotRun } from './types.ts';
import type { Declarer } from './verdict.ts';

/** What is to be proved, and how. */
export interface Question {
  readonly project: Pick<Project, 'root' | 'python'> & { readonly environments: readonly Environment[] };
  readonly interpreter: Interpreter;
  readonly packages: readonly string[];
  /** Names of settings that name what Django imports only when it needs it. */
  readonly atFirstUse: readonly string[];
  readonly before: Before;
  /** An interpreter that really lacks the packages; null where they are to be hidden. */
  readonly absentPython: string | null;
  /** Seconds that one step may take; null for a minute, and for a command as long as it likes. */
  readonly timeout: number | null;
  /** Bytes of data that each process may have; null for 4 GB, and for a command as many as it likes. */
  readonly memory: number | null;
  /** The user's own command, to be run in both worlds once the proof holds; empty where there is none. */
  readonly command: readonly string[];
  /** What there is to say of how the question came about. */
  readonly remarks: readonly string[];
  /** Settings modules that are known beside those of the project's environments, such as production's. */
  readonly notRun: readonly NotRun[];
  /** Where the packages come from, as far as somebody looked. */
  readonly declarers: readonly Declarer[];
  /** The whole environment of all that is run. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}
