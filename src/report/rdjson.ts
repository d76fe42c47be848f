import type { Result } from '../result.ts';
import { type Entry, entriesOf, fullMessage } from './entries.ts';

/** Reviewdog's diagnostic format. */
export function rdjsonReport(result: Result): string {
  const findings = entriesOf(result).map((entry) => ({
    message: fullMessage(entry.finding),
    location: {
      path: entry.path,
      range: {
        start: { line: entry.finding.line, column: byteColumn(entry, entry.finding.start) },
        end: { line: entry.end.line, column: byteColumn(entry, entry.finding.end) },
      },
    },
    severity: 'ERROR',
    code: { value: entry.finding.code },
  }));
  const problems = result.problems.map(({ path, line, message }) => ({
    message,
    location: { path: path ?? '.', ...(line === null ? {} : { range: { start: { line } } }) },
    severity: 'ERROR',
    code: { value: 'error' },
  }));
  const report = { source: { name: 'djguard' }, severity: 'ERROR', diagnostics: [...findings, ...problems] };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Reviewdog counts columns in bytes of UTF-8. */
function byteColumn({ text }: Entry, offset: number): number {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return Buffer.byteLength(offset === 0 ? '' : text.slice(lineStart, offset), 'utf8') + 1;
}
