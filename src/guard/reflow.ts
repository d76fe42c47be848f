import { descendants, indentAt, items, lineEnd, lineStart } from '../python/tree.ts';
import type { Edit, Node, SourceFile } from '../types.ts';

const BRACKETS = new Set(['list', 'tuple', 'set', 'dictionary', 'argument_list', 'parenthesized_expression']);

/**
 * Lays out anew the lines of a range that fit their width today and will not when they stand `shift` columns
 * further right: one item a line with a comma behind the last, as black and ruff format write it.
 */
export function reflow(source: SourceFile, start: number, end: number, shift: number): Edit[] {
  const edits: Edit[] = [];
  for (let at = lineStart(source.text, start); at < end; at = nextLine(source.text, at)) {
    const stop = lineEnd(source.text, at);
    const width = stop - at;
    if (shift <= 0 || width > source.width || width + shift <= source.width) continue;
    const bracket = outermostBracket(source.root, Math.max(at, start), Math.min(stop, end));
    if (bracket === null) continue;
    const indent = indentAt(source.text, at + width - source.text.slice(at, stop).trimStart().length);
    edits.push({ start: bracket.start, end: bracket.end, text: explode(source, bracket, indent, shift) });
  }
  return edits;
}

function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end + (text.startsWith('\r\n', end) ? 2 : 1);
}

/** The last of the widest brackets that open and close in a range, or null. */
function outermostBracket(root: Node, start: number, end: number): Node | null {
  let found: Node | null = null;
  for (const node of descendants(root)) {
    if (node.start < start || node.end > end || !BRACKETS.has(node.type) || items(node).length === 0) continue;
    if (found === null || node.start >= found.end) found = node;
  }
  return found;
}

/** Writes a bracket with one item a line; an item that is still too wide is opened in turn. */
function explode(source: SourceFile, bracket: Node, indent: string, shift: number): string {
  const { text, newline, width } = source;
  const inner = indent + source.indent;
  const rows = items(bracket).map((item) => {
    const written = text.slice(item.start, item.end);
    const next =
      inner.length + shift + written.length + 1 > width ? outermostBracket(item, item.start, item.end) : null;
    if (next === null) return written;
    return text.slice(item.start, next.start) + explode(source, next, inner, shift) + text.slice(next.end, item.end);
  });
  const comma = takesComma(bracket) ? ',' : '';
  const open = text.slice(bracket.start, bracket.start + 1);
  const close = text.slice(bracket.end - 1, bracket.end);
  return `${open}${newline}${rows.map((row) => inner + row).join(`,${newline}`)}${comma}${newline}${indent}${close}`;
}

function takesComma(bracket: Node): boolean {
  return (
    bracket.type !== 'parenthesized_expression' && items(bracket).every((item) => item.type !== 'generator_expression')
  );
}
