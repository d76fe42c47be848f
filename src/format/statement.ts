import { field, items, lineEnd, lineStart, slice, unwrap } from '../python/tree.ts';
import type { Node, SourceFile } from '../types.ts';
import { between, parenthesized, Unprintable } from './brackets.ts';
import { type Doc, ifBroken, isPragma, join, SPACE } from './doc.ts';
import { expression } from './expression.ts';
import { isOperation, opensAtEnds } from './operators.ts';
import { type Paper, print } from './print.ts';

/** A line that nothing makes narrower: a comment, or a string that may have something in front. */
const FIXED = /^\s*(#.*|[\w.[\]'"*]*( [-+]?=|:|=)? ?\w?\w?("[^"]*"|'[^']*')[)\]}]*,?)$/;

/**
 * An assignment, a call or a `return` as black and ruff format lay it out, without its line's indentation.
 * @returns null for a statement of another kind, and for one that holds what the printer has no layout for.
 */
export function formatted(source: SourceFile, statement: Node): string | null {
  const { text, newline, width } = source;
  const base = text.slice(lineStart(text, statement.start), statement.start);
  const tail = text.slice(statement.end, lineEnd(text, statement.end));
  if (base.trim() !== '' || !/^\s*(#.*)?$/.test(tail)) return null;
  try {
    const lines = linesOf(source, statement, { width, indent: source.indent, base });
    if (lines === null) return null;
    const whole = lines.map((line, i) => (i === 0 ? base + line : line));
    const measured = [...whole.slice(0, -1), whole.at(-1) + (isPragma(tail) ? '' : tail.trimEnd())];
    const wide = measured.filter(
      (line) => line.replace(/\s+(#.*)$/, (all, comment) => (isPragma(comment) ? '' : all)).length > width,
    );
    return wide.every((line) => FIXED.test(line)) ? lines.join(newline) : null;
  } catch (error) {
    if (error instanceof Unprintable) return null;
    throw error;
  }
}

function linesOf(source: SourceFile, statement: Node, paper: Paper): string[] | null {
  const [only] = items(statement);
  if (only === undefined || statement.children.some((child) => child.type === 'comment' || child.type === ','))
    return null;
  if (statement.type === 'return_statement') return valueLines(source, 'return ', only, paper);
  if (statement.type !== 'expression_statement') return null;
  if (only.type === 'call') return print(expression(source, only), paper);
  if (!/^(augmented_)?assignment$/.test(only.type)) return null;
  let target = only;
  let value = field(target, 'right');
  while (value?.type === 'assignment') [target, value] = [value, field(value, 'right')];
  if (value === null) return null;
  const before = source.text.slice(only.start, value.start);
  return /[\r\n#]/.test(before) ? null : valueLines(source, before, value, paper);
}

/** A value behind its target, with parentheses where it needs them for lines of its own. */
function valueLines(source: SourceFile, before: string, value: Node, paper: Paper): string[] {
  const inner = unwrap(value);
  for (let at = inner; at !== value; at = at.parent as Node)
    if (at.parent?.children.some((child) => child.type === 'comment')) throw new Unprintable();
  if (/^(named_expression|yield)$/.test(inner.type)) throw new Unprintable();
  if (inner.type === 'expression_list') return print([before, bareTuple(source, inner)], paper);
  const doc = expression(source, inner);
  const apart = (): string[] => print([before, parenthesized(doc)], paper);
  if (isOperation(inner) || inner.type === 'not_operator') {
    if (!opensAtEnds(inner)) return apart();
    const open = print([before, expression(source, inner, true)], paper);
    return open.every((line, i) => isInside(line, i, paper) || reach(line, i, paper) <= paper.width) ? open : apart();
  }
  const plain = print([before, doc], paper);
  if (!/^(identifier|string|attribute|integer|float)$/.test(inner.type)) return plain;
  const lines = apart();
  const end = lineEnd(source.text, value.end);
  if (lines.length > 1 && source.text.slice(value.end, end).includes('#')) throw new Unprintable();
  // A target with brackets of its own is never left in front of a string that is too wide.
  if (before.includes('[')) return lines;
  return lines.every((line, i) => reach(line, i, paper) <= paper.width) ? lines : plain;
}

/** A tuple without parentheses, which gets some when it gets lines. */
function bareTuple(source: SourceFile, list: Node): Doc {
  if (slice(source.text, list).includes('\n') || (list.children.at(-1)?.type === ',' && items(list).length > 1))
    throw new Unprintable();
  const rows = items(list).map((item) => expression(source, item));
  return rows.length === 1 ? between('(', [rows, ','], ')') : parenthesized([join(rows, [',', SPACE]), ifBroken(',')]);
}

function reach(line: string, index: number, { base }: Paper): number {
  return (index === 0 ? base.length : 0) + line.length;
}

/** Whether a line stands within brackets that were opened. */
function isInside(line: string, index: number, { base }: Paper): boolean {
  return index > 0 && /^\s/.test(line.slice(base.length));
}
