import { position } from '../python/syntax/source.ts';
import type { Finding } from '../types.ts';
import { type Result, standingIn } from './result.ts';

/** A place in a text: line and column from 1, the column in UTF-16 code units, without a byte order mark. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A finding as every format needs it. */
export interface LocatedFinding {
  readonly path: string;
  /** The text that the places count in. */
  readonly text: string;
  readonly finding: Finding;
  /** Just behind the finding. */
  readonly end: Position;
}

/** The findings that stand in the files when the run is over: all of them, or after a fix the remaining ones. */
export function locatedFindings(result: Result): readonly LocatedFinding[] {
  return result.files.flatMap((file) => {
    const text = file.written ? file.after : file.before;
    return standingIn(file, result.mode).map((finding) => ({
      path: file.path,
      text,
      finding,
      end: position(text, finding.end),
    }));
  });
}

/** A finding's message with its advice, as one text of one or more lines. */
export function fullMessage({ message, advice }: Finding): string {
  return advice === null ? message : `${message}\n${advice}`;
}
