import { touching } from '../../python/syntax/query.ts';
import { contains, indentAt, nextLine } from '../../python/syntax/tree.ts';
import type { Node, SourceFile } from '../../types.ts';
import { applyEdits } from '../../util/edits.ts';

/** One line of code without its suite's indentation. A verbatim line starts inside a string and is never indented. */
export interface Line {
  readonly text: string;
  readonly verbatim: boolean;
}

/** A line that may be indented. */
export function line(text: string): Line {
  return { text, verbatim: false };
}

/** Indents lines by one level; verbatim and blank ones stay. */
export function indented(lines: readonly Line[], indent: string): Line[] {
  return lines.map((at) => (at.verbatim || at.text === '' ? at : line(indent + at.text)));
}

/** Joins lines into a text; the caller has indented the first, the others get the indentation. */
export function render(lines: readonly Line[], indent: string, newline: string): string {
  return lines.map((at, i) => (i === 0 || at.verbatim || at.text === '' ? at.text : indent + at.text)).join(newline);
}

/**
 * Reads a range of a source, in UTF-16 offsets, as lines without the indentation of its suite. Lines that start inside
 * a string are verbatim, as their indentation is part of its value.
 * @param start the offset of the first character that is no indentation.
 */
export function takeLines(source: SourceFile, start: number, end: number): Line[] {
  const base = indentAt(source.text, start);
  const inner = stringStarts(source, start, end);
  const marks = [...inner].map((offset) => ({ start: offset - start, end: offset - start, text: VERBATIM }));
  const text = applyEdits(source.text.slice(start, end), marks);
  return text.split(/\r\n|\n|\r/).map((written, i) => {
    if (written.startsWith(VERBATIM)) return { text: written.slice(VERBATIM.length), verbatim: true };
    const raw = written.replace(/^\f+/, '');
    return line(i === 0 ? raw : raw.startsWith(base) ? raw.slice(base.length) : raw.trimStart());
  });
}

/** A character that no Python source has: sources with a NUL are refused. */
const VERBATIM = '\0';

/** The offsets of the lines in a range that start inside a string. */
function stringStarts(source: SourceFile, start: number, end: number): Set<number> {
  const found = new Set<number>();
  for (const node of stringsIn(source.root, start, end)) {
    for (let at = nextLine(source.text, node.start); at < node.end; at = nextLine(source.text, at)) found.add(at);
  }
  return found;
}

function stringsIn(root: Node, start: number, end: number): Node[] {
  const range = { start, end } as Node;
  return [...touching(root, start, end)].filter((node) => node.type === 'string' && contains(range, node));
}
