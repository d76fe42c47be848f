/**
 * How many nodes may lie in one another. Python's own compiler takes 200 brackets, 100 levels of indentation, and about
 * as many operators; what is deeper would overflow the stack of whoever walks the tree.
 * @see https://github.com/python/cpython/blob/main/Parser/lexer/state.h
 */
export const MOST_NESTED = 1000;
export const TOO_LONG = 'too many comments or backslashes in a row for djguard: it stays as it is';
export const TOO_DEEP = 'nested too deeply for djguard: it stays as it is';

/**
 * The grammar's scanner keeps its indentations in 1,024 bytes, two each, beside at most 257 others, and ends the whole
 * process where they are full. They rise, so that there are never more of them than ways to indent a line.
 * @see https://tree-sitter.github.io/tree-sitter/creating-parsers/4-external-scanners.html#serialize
 */
const MOST_INDENTATIONS = 300;

/** Whether lines begin in more widths than the scanner can keep: blanks count 1, tabs 8, and form feeds begin anew. */
export function hasTooManyIndentations(text: string): boolean {
  const widths = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    let width = 0;
    for (; ; at++) {
      const character = text[at];
      if (character === ' ') width += 1;
      else if (character === '\t') width += 8;
      else if (character === '\f' || character === '\r') width = 0;
      // A line that is continued before anything stands in it goes on with its indentation.
      else if (character === '\\' && /^\r?\n/.test(text.slice(at + 1, at + 3))) at = text.indexOf('\n', at);
      else break;
    }
    widths.add(width);
    if (widths.size > MOST_INDENTATIONS) return true;
    const end = text.indexOf('\n', at);
    if (end === -1) return false;
    at = end;
  }
  return false;
}
