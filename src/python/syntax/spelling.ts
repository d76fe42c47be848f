/**
 * Asks of Python source, or of strings of it, whether it may spell a name, in one string or in parts: the end of a
 * piece, whole pieces and the start of a piece make the name together. A piece is what stands between quotes and
 * placeholders; in which order they stand does not matter. Much that it says yes to spells nothing.
 * @param text with quotes, as it is written.
 */
export function spelling(text: string): (name: string) => boolean {
  const plain = unescaped(text).toLowerCase();
  const pieces = plain.split(/["']|%s|%\(\w+\)s|\{[^{}]*\}/);
  const ends = new Set(pieces.map((piece) => /\w+$/.exec(piece)?.[0]));
  const starts = new Set(pieces.map((piece) => /^\w+/.exec(piece)?.[0]));
  const whole = new Set(pieces);
  return (name) => {
    const wanted = name.toLowerCase();
    if (new RegExp(`(?<!\\w)${wanted}(?!\\w)`).test(plain)) return true;
    const reached = new Set<number>();
    for (let end = 1; end < wanted.length; end++) {
      const isReached = ends.has(wanted.slice(0, end)) || [...reached].some((at) => whole.has(wanted.slice(at, end)));
      if (isReached) reached.add(end);
    }
    return [...reached].some((at) => starts.has(wanted.slice(at)));
  };
}

/** The text with its numeric escapes as characters. @see https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences */
function unescaped(text: string): string {
  return text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|U0000([\da-f]{4})|([0-7]{3}))/gi, (_, x, u, long, octal) =>
    String.fromCharCode(octal === undefined ? Number.parseInt(x ?? u ?? long, 16) : Number.parseInt(octal, 8)),
  );
}
