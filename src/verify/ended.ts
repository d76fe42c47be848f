/** What is left of a program that was run to its end. */

/** What a finished process left behind; `code` is null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  /** Both streams, as they came, at most the last megabyte. */
  readonly output: string;
  readonly timedOut: boolean;
  /** Whether it did not succeed, and had nearly all the memory that it may have. */
  readonly isOutOfMemory: boolean;
}

/** The user's command in both worlds. */
export interface CommandRuns {
  readonly words: readonly string[];
  /** Null where it was not run, since the proof did not hold. */
  readonly present: Ended | null;
  readonly absent: Ended | null;
}
