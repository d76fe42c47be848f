import { position } from '../python/syntax/source.ts';
import type { Finding } from '../types.ts';
import type { Colors } from './colours.ts';

/** Lines of code that are shown above and below. */
const CONTEXT = 2;
/** No terminal shows more of a line in one piece. */
const LONGEST = 160;
/** What takes two columns of a terminal. https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu;

/** The code around a finding, its place underlined; lines are numbered, tabs are blanks. */
export function frameLines(text: string, finding: Finding, { bold, red, cyan }: Colors): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  const { line, column } = finding;
  const first = Math.max(1, line - CONTEXT);
  const last = Math.min(lines.at(-1) === '' ? lines.length - 1 : lines.length, line + CONTEXT);
  const width = String(last).length;
  const bar = cyan('|');
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const marks = underline(lines[line - 1] ?? '', column, endIn(text, finding));
  return [
    `${' '.repeat(width)} ${bar}`,
    ...shown.flatMap((number) => {
      const code = `${cyan(String(number).padStart(width))} ${bar} ${plain(lines[number - 1] ?? '').slice(0, LONGEST)}`;
      return number === line ? [code.trimEnd(), `${' '.repeat(width)} ${bar} ${bold(red(marks))}`] : [code.trimEnd()];
    }),
    `${' '.repeat(width)} ${bar}`,
  ];
}

/** The column behind a finding in its first line, from 1. */
function endIn(text: string, { end, line }: Finding): number {
  const behind = position(text, end);
  return behind.line === line ? behind.column : Number.POSITIVE_INFINITY;
}

function underline(code: string, column: number, behind: number): string {
  const before = columnsOf(code.slice(0, column - 1));
  const marked = columnsOf(code.slice(column - 1, Math.min(behind - 1, code.trimEnd().length)));
  return `${' '.repeat(Math.min(before, LONGEST))}${'^'.repeat(Math.max(1, Math.min(marked, LONGEST - before)))}`;
}

function columnsOf(code: string): number {
  return plain(code).replace(WIDE, '  ').length;
}

function plain(code: string): string {
  return code.replaceAll('\t', '    ');
}
