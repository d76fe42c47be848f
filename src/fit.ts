import { applyEdits } from './edits.ts';
import { touching } from './python/find.ts';
import { indentAt, items, lineEnd, nextLine, slice } from './python/tree.ts';
import type { Edit, Node, SourceFile } from './types.ts';

const BRACKETS = new Set(
  'list tuple set dictionary argument_list parenthesized_expression list_comprehension set_comprehension'.split(' '),
);

/**
 * Opens the brackets of lines that an edit made too wide, as black and ruff format do. Lines that were too wide
 * before, or that nothing can make narrower, stay.
 * @param before the text without the edits.
 * @param source the text with them.
 * @param read parses a text again.
 */
export function fitLines(before: string, source: SourceFile, read: (text: string) => SourceFile): SourceFile {
  const lines = before.split(/\r\n|\n|\r/);
  const known = {
    lines: new Set(lines),
    wide: lines.map((line) => line.trim()).filter((line) => line.length > source.width),
  };
  let at = source;
  for (let round = 0; round < 8; round++) {
    const edits = wideLines(at, known).flatMap((start) => open(at, start) ?? []);
    if (edits.length === 0) break;
    at = read(applyEdits(at.text, edits));
  }
  return at;
}

/** The lines of the text before the edits. */
interface Known {
  readonly lines: ReadonlySet<string>;
  /** The trimmed lines that were too wide. */
  readonly wide: readonly string[];
}

/** Where the lines start that an edit wrote or moved, and that are too wide and were not before. */
function wideLines({ text, width }: SourceFile, known: Known): number[] {
  const found: number[] = [];
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    const line = text.slice(start, lineEnd(text, start));
    const measured = line.replace(/\s+#\s*(noqa|type:|pylint:|pyright:|pragma:).*$/, '');
    if (measured.length <= width || known.lines.has(line)) continue;
    const trimmed = line.trim();
    if (!known.wide.some((old) => trimmed.startsWith(old.slice(0, 12)))) found.push(start);
  }
  return found;
}

/** The edit that opens the last of the outermost brackets of a line, or breaks it at its operators; null for neither. */
function open(source: SourceFile, start: number): Edit | null {
  const end = lineEnd(source.text, start);
  const indent = indentAt(source.text, start + source.text.slice(start).search(/\S/));
  let bracket: Node | null = null;
  for (const node of touching(source.root, start, end)) {
    const shared = sharedRow(source, node, start, end);
    if (shared !== null) return { ...shared, text: `${shared.rows.join(`,${source.newline}${indent}`)},` };
    if (node.start < start || node.end > end) continue;
    const chain = node.type === 'boolean_operator' && /^(list|tuple|set|argument_list)$/.test(node.parent?.type ?? '');
    const fills = chain && source.text.slice(start, node.start).trim() === '';
    if (fills) return { start: node.start, end: node.end, text: operands(source, node).join(source.newline + indent) };
    if (bracket !== null && node.start < bracket.end) continue;
    if (isLooseChoice(node)) return { start: node.start, end: node.end, text: parenthesized(source, node, indent) };
    if (BRACKETS.has(node.type) && items(node).length > 0) bracket = node;
  }
  return bracket === null ? null : { start: bracket.start, end: bracket.end, text: opened(source, bracket, indent) };
}

/** The items of a bracket that fill a line without its ends: each gets a line of its own. */
function sharedRow({ text }: SourceFile, node: Node, start: number, end: number) {
  if (!BRACKETS.has(node.type) || node.start >= start || node.end <= end) return null;
  const row = items(node).filter((item) => item.start >= start && item.start < end);
  const [first, second] = row;
  if (first === undefined || second === undefined || text.slice(start, first.start).trim() !== '') return null;
  const last = row.at(-1) as Node;
  const behind = /^,?[ \t]*$/.exec(text.slice(last.end, end));
  if (last.end > end || behind === null) return null;
  return { start: first.start, end, rows: row.map((item) => slice(text, item)) };
}

/** A conditional expression that is a value without parentheses of its own. */
function isLooseChoice(node: Node): boolean {
  return node.type === 'conditional_expression' && /^(pair|keyword_argument|assignment)$/.test(node.parent?.type ?? '');
}

function parenthesized(source: SourceFile, node: Node, indent: string): string {
  const { text, newline } = source;
  const inner = indent + source.indent;
  const one = slice(text, node);
  const rows = inner.length + one.length <= source.width ? [one] : operands(source, node);
  return `(${newline}${rows.map((row) => inner + row).join(newline)}${newline}${indent})`;
}

function opened(source: SourceFile, bracket: Node, indent: string): string {
  const { text, newline } = source;
  const inner = indent + source.indent;
  const rows = rowsOf(source, bracket, inner);
  const [first, last] = [text[bracket.start], text[bracket.end - 1]];
  return `${first}${newline}${rows.map((row) => inner + row).join(newline)}${newline}${indent}${last}`;
}

function rowsOf(source: SourceFile, bracket: Node, inner: string): string[] {
  const written = items(bracket).map((item) => slice(source.text, item));
  const one = written.join(', ');
  const fits = inner.length + one.length <= source.width;
  if (bracket.type === 'parenthesized_expression') {
    return fits ? [one] : operands(source, items(bracket)[0] as Node);
  }
  if (bracket.type.endsWith('comprehension')) return written;
  const generator = items(bracket).some((item) => item.type === 'generator_expression');
  const trailing = bracket.children.at(-2)?.type === ',';
  if (bracket.type === 'argument_list' && !trailing && (fits || generator)) return [one];
  return written.map((row) => `${row},`);
}

/** An expression broken before its operators, or before `if` and `else`. */
function operands(source: SourceFile, node: Node): string[] {
  const { text } = source;
  if (node.type === 'conditional_expression') {
    const [value, condition, alternative] = items(node).map((part) => slice(text, part));
    return [`${value}`, `if ${condition}`, `else ${alternative}`];
  }
  const [left, right] = items(node);
  if (!/^(boolean|binary)_operator$/.test(node.type) || left === undefined || right === undefined)
    return [slice(text, node)];
  const operator = node.children.find((child) => !child.named);
  const same = left.type === node.type && left.children.some((child) => child.type === operator?.type);
  return [...(same ? operands(source, left) : [slice(text, left)]), `${operator?.type} ${slice(text, right)}`];
}
