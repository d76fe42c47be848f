/** A line of the project; `file` is relative to it. */
export interface Line {
  readonly file: string;
  readonly line: number;
}

/** Some lines of one file of the project, one behind the other. */
export interface Span {
  readonly file: string;
  readonly first: number;
  readonly last: number;
}

/** Lines in words: `line 3 of settings.py`, `lines 3-5 of settings.py`. */
export function spanInWords({ file, first, last }: Span, nameOf: (file: string) => string): string {
  const lines = first === last ? `line ${first}` : `lines ${first}-${last}`;
  return `${lines} of ${nameOf(file)}`;
}
