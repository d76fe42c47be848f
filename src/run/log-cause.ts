/** A place of the project that a failure in a log comes from. */
export interface CausePlace {
  /** As shown. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** What stands there, or what is wrong with it. */
  readonly text: string;
}

/** What a log tells of a failure, and where in the project it comes from. */
export interface LogCause {
  /** The line of the log, from 1. */
  readonly line: number;
  /** The exception, as the log has it, on one line. */
  readonly error: string;
  /** The step, the job or the service that died; null where the log does not say. */
  readonly step: string | null;
  /** The import package that is missing; null where it is something else. */
  readonly package: string | null;
  /** Where it comes from, the likeliest first. */
  readonly places: readonly CausePlace[];
  /** Whether the log names these lines; else its traceback holds none of the project's files, and the code tells. */
  readonly isTraced: boolean;
  /** What helps: a guard, which the run goes on to; a declaration for production; or something that djguard can't do. */
  readonly cure: 'guard' | 'declare' | 'other';
  /** Why, and what to do. */
  readonly advice: string;
}
