/** A mistake in how djguard was called or configured: exit code 2 and this one line, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What a program printed that explains it; else null. */
  readonly output: string | null;

  constructor(message: string, output: string | null = null) {
    super(message);
    this.output = output;
  }
}

/** The text of whatever was thrown, for a message. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The operating system's code of an error, such as `ENOENT`; null for an error of another kind. */
export function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** Something that kept a file, or a path, from being handled; the run goes on and exits with 2. */
export interface Problem {
  /** As shown; null where no path is to blame. */
  readonly path: string | null;
  /** From 1; null where no line is to blame. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}
