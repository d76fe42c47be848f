import type { Interpreter } from './project/inspect.ts';
import type { Trouble } from './troubles.ts';
import type { Ended, NotRun, Proof, ProofOutcome } from './types.ts';
import type { Missing } from './variables.ts';

/** The user's command in both worlds. */
export interface CommandRuns {
  readonly words: readonly string[];
  /** Null where it was not run, since the proof did not hold. */
  readonly present: Ended | null;
  readonly absent: Ended | null;
}

/** What came of it all. */
export interface Verdict {
  readonly root: string;
  readonly interpreter: Interpreter;
  readonly proof: Proof;
  readonly troubles: readonly Trouble[];
  /** The settings modules that were not run. */
  readonly notRun: readonly NotRun[];
  /** What the project misses in its environment, as far as it says so; null where nothing. */
  readonly missing: Missing | null;
  readonly command: CommandRuns | null;
  /** The bytes of data that a process could have, where one asked for more; else null. */
  readonly outOfMemory: number | null;
  /** What it comes to: the proof's own outcome, and `fails` where the command does so in one world. */
  readonly outcome: ProofOutcome;
  /** The shown path of a file that is named relative to the project. */
  nameOf(file: string): string;
}
