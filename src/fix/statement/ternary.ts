import { indentAt, lineEnd, lineStart } from '../../python/syntax/tree.ts';
import type { SourceFile } from '../../types.ts';
import type { Test } from '../fix.ts';

/** A value, and what stands in for it without the package. */
export interface Choice {
  /** The UTF-16 offsets of the code that the choice replaces. */
  readonly start: number;
  readonly end: number;
  /** The value's entries, or the value as it stands where there are no brackets around it. */
  readonly parts: readonly string[];
  readonly brackets: readonly [string, string] | null;
  readonly empty: string;
  /** What goes in front of the parenthesis: `*`, `**` or nothing. */
  readonly splat: string;
  /** Whether the place needs no parentheses around a choice that fits its line. */
  readonly bare?: boolean;
}

/** Writes `(value if <present> else empty)`; a value of several lines gets one line for each entry. */
export function ternary(source: SourceFile, choice: Choice, test: Test): string {
  const { text, newline } = source;
  const [open, close] = choice.brackets ?? ['', ''];
  const value = open + choice.parts.join(', ') + (open === '(' && choice.parts.length === 1 ? ',' : '') + close;
  const start = lineStart(text, choice.start);
  const one = `${value} if ${test.present} else ${choice.empty}`;
  const room = source.width - (choice.start - start) - (lineEnd(text, choice.end) - choice.end);
  if (choice.bare && one.length <= room && !value.includes('\n')) return one;
  if (!value.includes('\n')) return `${choice.splat}(${one})`;
  const indent = indentAt(text, start + text.slice(start).search(/\S/));
  const deeper = indent + source.indent;
  const parts = [spread(source, choice, deeper), `if ${test.present}`, `else ${choice.empty}`];
  return `${choice.splat}(${newline}${parts.map((part) => deeper + part).join(newline)}${newline}${indent})`;
}

/** The value with one entry a line. */
function spread({ indent, newline }: SourceFile, { parts, brackets }: Choice, base: string): string {
  if (brackets === null) return parts.join('');
  const [open, close] = brackets;
  return `${open}${newline}${parts.map((part) => `${base}${indent}${part},`).join(newline)}${newline}${base}${close}`;
}
