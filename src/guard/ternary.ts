import { indentAt, lineEnd, lineStart } from '../python/tree.ts';
import type { SourceFile } from '../types.ts';
import type { Test } from './plan.ts';

/** A value and what stands for it without the package. */
export interface Choice {
  /** The code that the choice takes the place of. */
  readonly start: number;
  readonly end: number;
  /** The value's entries, or the value as it stands where there are no brackets around it. */
  readonly parts: readonly string[];
  readonly brackets: readonly [string, string] | null;
  readonly empty: string;
  /** What goes in front of the parenthesis: `*`, `**` or nothing. */
  readonly splat: string;
}

/** Writes `(value if <present> else empty)`, on one line where that fits, else as black and ruff format write it. */
export function ternary(source: SourceFile, choice: Choice, test: Test): string {
  const { text, newline, width } = source;
  const start = lineStart(text, choice.start);
  const [open, close] = choice.brackets ?? ['', ''];
  const value = open + choice.parts.join(', ') + (open === '(' && choice.parts.length === 1 ? ',' : '') + close;
  const one = `${value} if ${test.present} else ${choice.empty}`;
  const indent = indentAt(text, start + text.slice(start).search(/\S/));
  const deeper = indent + source.indent;
  const behind = /^[\])},]*/.exec(text.slice(choice.end, lineEnd(text, choice.end)))?.[0].length ?? 0;
  const before = choice.start - start + choice.splat.length;
  const single = !value.includes('\n');
  const wideAlready = lineEnd(text, choice.start) - start > width;
  if (single && (wideAlready || before + one.length + 2 + behind <= width)) return `${choice.splat}(${one})`;
  const rows =
    single && deeper.length + one.length <= width
      ? [one]
      : [
          single && deeper.length + value.length <= width ? value : opened(source, choice, deeper),
          ...ask(choice, test),
        ];
  return `${choice.splat}(${newline}${rows.map((row) => deeper + row).join(newline)}${newline}${indent})`;
}

function ask({ empty }: Choice, test: Test): string[] {
  return [`if ${test.present}`, `else ${empty}`];
}

/** The value with one entry a line. */
function opened({ indent, newline }: SourceFile, { parts, brackets }: Choice, base: string): string {
  if (brackets === null) return parts.join('');
  const [open, close] = brackets;
  return `${open}${newline}${parts.map((part) => `${base}${indent}${part},`).join(newline)}${newline}${base}${close}`;
}
