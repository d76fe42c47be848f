/** The head of a definition that may have type parameters, up to the bracket. */
const HEAD = /(?<![\w.])(?:def|class|type)[ \t]+[^\W\d]\w*[ \t]*\[/gu;

/**
 * A text of the same length in which the defaults of type parameters are spaces: the grammar does not know them.
 * @returns null where there are none.
 * @see https://peps.python.org/pep-0696/
 */
export function withoutTypeDefaults(text: string): string | null {
  let blanked = text;
  for (const head of text.matchAll(HEAD)) {
    for (const [start, end] of defaultsFrom(text, head.index + head[0].length)) {
      blanked = blanked.slice(0, start) + blank(text.slice(start, end)) + blanked.slice(end);
    }
  }
  return blanked === text ? null : blanked;
}

function blank(code: string): string {
  return code.replace(/[^\r\n]/g, ' ');
}

/** The ranges from an `=` to the comma or bracket behind its value, up to the bracket that closes the parameters. */
function defaultsFrom(text: string, start: number): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  let [depth, from] = [1, -1];
  const parts = /(["'])(?:\\.|(?!\1)[^\\\r\n])*\1|#[^\r\n]*|[[({]|[\])}]|[,=]/g;
  parts.lastIndex = start;
  for (let part = parts.exec(text); part !== null; part = parts.exec(text)) {
    const [token] = part;
    if (/^[[({]$/.test(token)) depth += 1;
    else if (/^[\])}]$/.test(token)) depth -= 1;
    const ends = depth === 0 || (depth === 1 && token === ',');
    if (ends && from >= 0) found.push([from, part.index]);
    if (depth === 0) return found;
    if (depth === 1 && token === '=' && from < 0) from = part.index;
    if (ends) from = -1;
  }
  return [];
}
