import { touching } from '../python/syntax/query.ts';
import { indentAt, items, lineEnd, lineStart, nextLine, textOf } from '../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../types.ts';
import { applyEdits } from '../util/edits.ts';
import { PRAGMA } from './doc.ts';
import { layoutOf } from './expression.ts';
import { DISPLAYS } from './operators.ts';
import { print } from './print.ts';

const BRACKETS = new Set([...DISPLAYS, 'parenthesized_expression', 'list_comprehension', 'set_comprehension']);
const PRAGMA_BEHIND = new RegExp(`\\s+${PRAGMA.source}.*$`);

/**
 * Breaks the brackets of lines that an edit made too wide, as black and ruff format do. Lines that were too wide
 * before, or that cannot be made narrower, stay.
 * @param before the text without the edits.
 * @param source the source with them.
 * @param read parses a new text of the same file.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#how-black-wraps-lines
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

/** The offsets of the lines that an edit wrote or moved, and that are too wide and were not before. */
function wideLines({ text, width }: SourceFile, known: Known): number[] {
  const found: number[] = [];
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    const line = text.slice(start, lineEnd(text, start));
    const measured = line.replace(PRAGMA_BEHIND, '');
    if (measured.length <= width || known.lines.has(line)) continue;
    const trimmed = line.trim();
    if (!known.wide.some((old) => trimmed.startsWith(old.slice(0, 12)))) found.push(start);
  }
  return found;
}

/** The edit that breaks the last of a line's outermost brackets, or breaks it at its operators; null for neither. */
function open(source: SourceFile, start: number): Edit | null {
  const end = lineEnd(source.text, start);
  const indent = indentAt(source.text, start + source.text.slice(start).search(/\S/));
  let bracket: Node | null = null;
  for (const node of touching(source.root, start, end)) {
    const shared = sharedLine(source, node, start, end);
    if (shared !== null) return { ...shared, text: `${shared.entries.join(`,${source.newline}${indent}`)},` };
    if (node.start < start || node.end > end) continue;
    const chain = node.type === 'boolean_operator' && /^(list|tuple|set|argument_list)$/.test(node.parent?.type ?? '');
    const fills = chain && source.text.slice(start, node.start).trim() === '';
    if (bracket !== null && node.start < bracket.end) continue;
    if (fills || isLooseChoice(node)) return printed(source, node, indent);
    if (BRACKETS.has(node.type) && items(node).length > 0) bracket = node;
  }
  return bracket === null ? null : printed(source, bracket, indent);
}

/** The edit that breaks a part of a line, with the text beside it; null where there is no layout or nothing breaks. */
function printed(source: SourceFile, node: Node, indent: string): Edit | null {
  const { text, newline, width } = source;
  const line = { start: lineStart(text, node.start) + indent.length, end: lineEnd(text, node.end) };
  const doc = layoutOf(source, node);
  if (doc === null) return null;
  const beside = [text.slice(line.start, node.start), doc, text.slice(node.end, line.end)];
  const lines = print(beside, { width, indent: source.indent, base: indent });
  return lines.length === 1 ? null : { ...line, text: lines.join(newline) };
}

/** The entries of a bracket that fill a line between its ends: each is to get its own line. Null for no such line. */
function sharedLine({ text }: SourceFile, node: Node, start: number, end: number) {
  if (!BRACKETS.has(node.type) || node.start >= start || node.end <= end) return null;
  const entries = items(node).filter((item) => item.start >= start && item.start < end);
  const [first, second] = entries;
  if (first === undefined || second === undefined || text.slice(start, first.start).trim() !== '') return null;
  const last = entries.at(-1) as Node;
  const behind = /^,?[ \t]*$/.exec(text.slice(last.end, end));
  if (last.end > end || behind === null) return null;
  return { start: first.start, end, entries: entries.map((item) => textOf(item)) };
}

/** Whether a node is a conditional expression that is a value without parentheses of its own. */
function isLooseChoice(node: Node): boolean {
  return node.type === 'conditional_expression' && /^(pair|keyword_argument|assignment)$/.test(node.parent?.type ?? '');
}
