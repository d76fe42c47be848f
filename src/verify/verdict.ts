import type { Ended } from './process.ts';
import type { Interpreter } from './project/inspect.ts';
import type { Trouble } from './troubles.ts';
import type { Proof } from './types.ts';

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
  readonly command: CommandRuns | null;
  /** Whether the proof holds and the command, where there is one, succeeds in both worlds. */
  readonly holds: boolean;
}
