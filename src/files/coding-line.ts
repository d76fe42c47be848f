/** What a source says of its own encoding. */
export interface CodingLine {
  /** As Python's tokenizer takes it; `utf-8` where nothing is said. */
  readonly encoding: string;
  /** Counts from 1; null where nothing is said. */
  readonly line: number | null;
}

/** A UTF-8 byte order mark. */
export const BOM: Buffer = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes in which a coding line has to stand. */
const HEAD = 4096;

/**
 * The encoding that a comment in the first line declares, or in the second where the first is blank or a comment.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#encoding-declarations
 */
export function codingLine(bytes: Buffer): CodingLine {
  const head = bytes.subarray(bytes.subarray(0, 3).equals(BOM) ? 3 : 0).subarray(0, HEAD);
  const lines = head.toString('latin1').split(/\r\n|\r|\n/, 2);
  for (const [index, line] of lines.entries()) {
    const name = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1];
    if (name !== undefined) return { encoding: asTokenized(name), line: index + 1 };
    if (!/^[ \t\f]*(#.*)?$/.test(line)) break;
  }
  return { encoding: 'utf-8', line: null };
}

/** What Emacs and Vim append, as in `utf-8-unix`, counts for two encodings alone: `_get_normal_name` in Python's tokenize.py. */
function asTokenized(name: string): string {
  const start = name.slice(0, 12).toLowerCase().replaceAll('_', '-');
  if (/^utf-8(-|$)/.test(start)) return 'utf-8';
  return /^(latin-1|iso-8859-1|iso-latin-1)(-|$)/.test(start) ? 'iso-8859-1' : name;
}
