/** Mutants that are known to survive, each with the reason: that it does what the fix does, or what the proof lacks. */
export const SURVIVORS: readonly {
  readonly subject: string;
  /** A part of the line that is broken. */
  readonly code: string;
  readonly reason: string;
}[] = [];
