/** What names a text may spell. Much that it says yes to spells nothing. */
export interface Spelling {
  /** Whether a name stands in it as a word, however it is escaped. */
  whole(name: string): boolean;
  /**
   * Whether the end of a piece, whole pieces and the start of a piece make a name together, in whatever order they stand.
   * A piece is what stands between quotes and placeholders.
   */
  inParts(name: string): boolean;
}

/** Reads Python source, or strings of it. @param text with quotes, as it is written. */
export function spelling(text: string): Spelling {
  const plain = unescaped(text).toLowerCase();
  const pieces = plain.split(/["']|%s|%\(\w+\)s|\{[^{}]*\}/);
  const ends = new Set(pieces.map((piece) => /\w+$/.exec(piece)?.[0]));
  const starts = new Set(pieces.map((piece) => /^\w+/.exec(piece)?.[0]));
  const all = new Set(pieces);
  return {
    whole: (name) => new RegExp(`(?<!\\w)${name.toLowerCase()}(?!\\w)`).test(plain),
    inParts(name) {
      const wanted = name.toLowerCase();
      const reached: number[] = [];
      for (let end = 1; end < wanted.length; end++) {
        const isReached = ends.has(wanted.slice(0, end)) || reached.some((at) => all.has(wanted.slice(at, end)));
        if (isReached) reached.push(end);
      }
      return reached.some((at) => starts.has(wanted.slice(at)));
    },
  };
}

/** The text with its numeric escapes as characters. @see https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences */
function unescaped(text: string): string {
  return text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|U0000([\da-f]{4})|([0-7]{3}))/gi, (_, x, u, long, octal) =>
    String.fromCharCode(octal === undefined ? Number.parseInt(x ?? u ?? long, 16) : Number.parseInt(octal, 8)),
  );
}
