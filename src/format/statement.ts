import { field, items, lineEnd, lineStart, textOf, unwrap } from '../python/syntax/tree.ts';
import type { Node, SourceFile } from '../types.ts';
import { between, orNull, parenthesized, Unprintable } from './brackets.ts';
import { type Doc, ifBroken, isPragma, join, SPACE } from './doc.ts';
import { expression } from './expression.ts';
import { isOperation, opensAtEnds } from './operators.ts';
import { type PrintOptions, print } from './print.ts';

/** A line that cannot be made narrower: a comment, or a string, with a target or a key in front. */
const FIXED = /^\s*(#.*|[\w.[\]'"*]*( [-+]?=|:|=)? ?\w?\w?("[^"]*"|'[^']*')[)\]}]*,?(\s+#.*)?)$/;

/** The part of a statement that is laid out: from its start to the end of its only value. Offsets in UTF-16 units. */
export interface Part {
  readonly start: number;
  readonly value: Node;
  readonly end: number;
  /** What follows the value on its last line. */
  readonly behind: ':' | '';
}

/** The part up to the value of an assignment, a call, a `return`, a `for` or a condition; null for other statements. */
export function partOf(statement: Node): Part | null {
  const { start } = statement;
  const part = (value: Node | null, behind: Part['behind'] = ''): Part | null =>
    value && { start, value, end: value.end, behind };
  if (statement.type === 'for_statement') return part(field(statement, 'right'), ':');
  if (/^(if_statement|elif_clause|while_statement)$/.test(statement.type))
    return part(field(statement, 'condition'), ':');
  const [only] = items(statement);
  if (only === undefined || statement.children.some(({ type }) => type === 'comment' || type === ',')) return null;
  if (statement.type === 'return_statement' || (statement.type === 'expression_statement' && only.type === 'call'))
    return part(only);
  if (statement.type !== 'expression_statement' || !/^(augmented_)?assignment$/.test(only.type)) return null;
  let value = field(only, 'right');
  while (value?.type === 'assignment') value = field(value, 'right');
  return part(value);
}

/**
 * A part of a statement as black and ruff format lay it out, without its line's indentation.
 * @returns null for a part that shares its lines with other code, or that the printer has no layout for.
 */
export function formatted(source: SourceFile, { start, value, end, behind }: Part): string | null {
  const { text, newline, width } = source;
  const base = text.slice(lineStart(text, start), start);
  const before = text.slice(start, value.start);
  const [, tail] = /^\s*:?(\s*#.*|\s*)$/.exec(text.slice(end, lineEnd(text, end))) ?? [];
  if (base.trim() !== '' || tail === undefined || /[\r\n#]/.test(before)) return null;
  return orNull(() => {
    const options = { width, indent: source.indent, base };
    const lines = valueLines(source, before, value, behind, options);
    const indented = lines.map((line, i) => (i === 0 ? base + line : line));
    const measured = [...indented.slice(0, -1), indented.at(-1) + (isPragma(tail) ? '' : tail.trimEnd())];
    if (!measured.every((line) => widthOf(line) <= width || FIXED.test(line))) return null;
    const written = lines.join(newline);
    return written.slice(0, written.length - behind.length);
  });
}

/** The width of a line in UTF-16 units, without a pragma. */
function widthOf(line: string): number {
  return withoutPragma(line).length;
}

/** A line without a comment for another tool, which does not count for the width. */
function withoutPragma(line: string): string {
  return line.replace(/\s+(#.*)$/, (all, comment) => (isPragma(comment) ? '' : all));
}

/**
 * The lines of a value after its target, with parentheses where it needs them to take several lines.
 * @throws Unprintable where the printer has no layout for the value.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#parentheses
 */
function valueLines(source: SourceFile, before: string, value: Node, behind: string, options: PrintOptions): string[] {
  const lay = (doc: Doc): string[] => print([before, doc, behind], options);
  const inner = unwrap(value);
  for (let at = inner; at !== value; at = at.parent as Node)
    if (at.parent?.children.some((child) => child.type === 'comment')) throw new Unprintable();
  if (/^(named_expression|yield)$/.test(inner.type)) throw new Unprintable();
  if (inner.type === 'expression_list') return lay(bareTuple(source, inner));
  const doc = expression(source, inner);
  if (inner.type === 'call' && before === '') return lay(doc);
  const apart = (): string[] => lay(parenthesized(doc));
  if (isOperation(inner) || inner.type === 'not_operator') {
    if (!opensAtEnds(inner)) return apart();
    const open = lay(expression(source, inner, true));
    const fits = (line: string, i: number) => isInside(line, i, options) || reach(line, i, options) <= options.width;
    return open.every(fits) ? open : apart();
  }
  const plain = lay(doc);
  if (!/^(identifier|string|attribute|integer|float)$/.test(inner.type)) return plain;
  const lines = apart();
  const end = lineEnd(source.text, value.end);
  if (lines.length > 1 && source.text.slice(value.end, end).includes('#')) throw new Unprintable();
  // A target with brackets of its own never stays on the line of a string that is too wide.
  if (before.includes('[')) return lines;
  return lines.every((line, i) => reach(line, i, options) <= options.width) ? lines : plain;
}

/** The layout of a tuple without parentheses, which gets some where it takes several lines. */
function bareTuple(source: SourceFile, list: Node): Doc {
  if (textOf(list).includes('\n') || (list.children.at(-1)?.type === ',' && items(list).length > 1))
    throw new Unprintable();
  const parts = items(list).map((item) => expression(source, item));
  return parts.length === 1
    ? between('(', [parts, ','], ')')
    : parenthesized([join(parts, [',', SPACE]), ifBroken(',')]);
}

/** The column where a line ends. */
function reach(line: string, index: number, { base }: PrintOptions): number {
  return (index === 0 ? base.length : 0) + line.length;
}

/** Whether a line stands inside broken brackets, where strings may be too wide, but not comments. */
function isInside(line: string, index: number, { base, width }: PrintOptions): boolean {
  return (
    index > 0 && /^\s/.test(line.slice(base.length)) && (widthOf(line) <= width || !/\S\s+#/.test(withoutPragma(line)))
  );
}
