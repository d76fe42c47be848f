/** A line of a log without what the program that showed it put in front. */
export interface LogLine {
  /** From 1, in the log. */
  readonly number: number;
  /** What wrote it, as far as a prefix tells: a build step, a service, a job; else empty. */
  readonly stream: string;
  readonly text: string;
}

/** One line of a traceback's stack. */
export interface Frame {
  /** As it stands there: on the machine that wrote the log. */
  readonly path: string;
  readonly line: number;
  /** The code of that line; null where the log has it not. */
  readonly code: string | null;
}

/** An exception that a log tells. */
export interface Raised {
  /** The class, with its module where the log has it. */
  readonly type: string;
  /** All its lines. */
  readonly message: string;
  /** The outermost first; none where the log holds the last line alone. */
  readonly frames: readonly Frame[];
  /** The line of the log that says it. */
  readonly number: number;
}

/** Exceptions of which each was raised while the one before was handled, or because of it: the first is the cause. */
export interface Trace {
  readonly stream: string;
  readonly raised: readonly Raised[];
}

/** What could not be found, or made. */
export type Lack =
  | {
      /** A package or module that is not there: its name, with dots where a part of it is. */
      readonly kind: 'module';
      readonly name: string;
    }
  | {
      /** A name that a module has not, which is there. */
      readonly kind: 'name';
      readonly name: string;
      readonly module: string;
    }
  | {
      /** A library of template tags. */
      readonly kind: 'library';
      readonly name: string;
    }
  | {
      /** A part of LOGGING that can't be made, for a reason that is no missing module. */
      readonly kind: 'logging';
      /** `handler`, `formatter`, `filter` or `logger`. */
      readonly part: string;
      readonly name: string;
    };

/** Something that kept a program from starting, or a page from being shown. */
export interface Failure {
  readonly lack: Lack;
  /** The exception that tells of it. */
  readonly raised: Raised;
  /** All exceptions of its trace: the first led to the others. */
  readonly chain: readonly Raised[];
  /** The step, the job or the service that died, in the log's words; null where it does not say. */
  readonly step: string | null;
}
