/** One thing that a project needs to use djguard, and what there is of it. */
export type Piece =
  | {
      readonly kind: 'there';
      /** Relative to the repository, with `/` between folders. */
      readonly file: string;
      readonly what: string;
    }
  | {
      readonly kind: 'change';
      readonly file: string;
      readonly what: string;
      /** Null for a file that is not there yet. */
      readonly before: string | null;
      readonly after: string;
    }
  | {
      /** Left to the user, with what to add. */
      readonly kind: 'byHand';
      readonly file: string;
      readonly reason: string;
      /** Lines to add; empty where the reason says it all. */
      readonly lines: readonly string[];
    }
  | {
      /** Not for this project. */
      readonly kind: 'none';
      readonly reason: string;
    };

/** What is published, and may be named in other people's files. */
export interface Release {
  /** Who owns the repository on GitHub; null as long as nothing is published. */
  readonly owner: string | null;
  readonly version: string;
}

/** The line end that a text is written with. */
export function lineEndOf(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

/** Whether a text names djguard anywhere but in a comment of its own line. */
export function namesDjguard(text: string): boolean {
  return text.split('\n').some((line) => !/^\s*#/.test(line) && line.includes('djguard'));
}
