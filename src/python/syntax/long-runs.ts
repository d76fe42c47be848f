/** The place of a comment in a text, as UTF-16 offsets. */
export interface Comment {
  readonly start: number;
  readonly end: number;
}

/** A text as it is given to the parser, of the same length. */
export interface Shortened {
  readonly text: string;
  /** The comments that were blanked, by the start of the one that stands before them. */
  readonly comments: ReadonlyMap<number, readonly Comment[]>;
}

/** How many comments in a row are left: what the grammar's scanner does for each of them is to read all that follow. */
const FEW = 40;
/** More of those that can't be blanked take the scanner seconds. */
const MOST = 2000;
/** Many lines of comments or of nothing but a backslash. */
const COMMENTS = /^(?:[ \t\f]*#.*\r?\n){40,}/gm;
const BACKSLASHES = /(?:\\\r?\n[ \t\f]*){1000}/;
/** A comment that is no part of a string's end or of an f-string's code, wherever it stands. */
const PLAIN = /^[ \t\f]*#[^'"`{}\\]*$/;
const NONE: Shortened['comments'] = new Map();

/**
 * Blanks comments in long runs of them, all but the first few: the parser takes the square of their number.
 * @returns null where there are more in a row than can be blanked.
 */
export function shortened(text: string): Shortened | null {
  if (BACKSLASHES.test(text)) return null;
  const parts: string[] = [];
  const comments = new Map<number, readonly Comment[]>();
  let done = 0;
  for (const { 0: run, index } of text.matchAll(COMMENTS)) {
    const short = shortenedRun(run, index);
    if (short === null) return null;
    parts.push(text.slice(done, index), short.text);
    comments.set(short.before, short.blanked);
    done = index + run.length;
  }
  return done === 0 ? { text, comments: NONE } : { text: parts.join('') + text.slice(done), comments };
}

function shortenedRun(run: string, start: number) {
  const lines = run.split(/(?<=\n)/);
  const blanked: Comment[] = [];
  let at = start;
  let before = start;
  const shown = lines.map((line, index) => {
    const from = at + line.search('#');
    at += line.length;
    if (index < FEW) before = from;
    if (index < FEW || !PLAIN.test(line.trimEnd())) return line;
    blanked.push({ start: from, end: at - (/\r?\n$/.exec(line)?.[0].length ?? 0) });
    return line.replace(/[^\r\n]/g, ' ');
  });
  return lines.length - blanked.length > MOST ? null : { text: shown.join(''), before, blanked };
}
