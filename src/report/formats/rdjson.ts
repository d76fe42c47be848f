import { fullMessage, type LocatedFinding, locatedFindings, type Position } from '../../run/located-findings.ts';
import type { Result } from '../../run/result.ts';
import { asJson, type Shown } from '../../util/shown.ts';
import type { ReportFormat } from '../report-format.ts';
import { severityOf } from '../severity.ts';

/** Reviewdog's diagnostic format. */
export const rdjson: ReportFormat = { name: 'rdjson', rank: 23, holdsProof: false, render };

/** https://github.com/reviewdog/reviewdog/tree/master/proto/rdf */
const SEVERITY = { error: 'ERROR', warning: 'WARNING', note: 'INFO' } as const;

function render(result: Result): Shown {
  const findings = locatedFindings(result).map((entry) => ({
    message: fullMessage(entry.finding),
    location: {
      path: entry.path,
      range: {
        start: byUtf8(entry, entry.finding.start, entry.finding),
        end: byUtf8(entry, entry.finding.end, entry.end),
      },
    },
    severity: SEVERITY[severityOf(entry.finding)],
    code: { value: entry.finding.code },
  }));
  const doubts = result.doubts.map(({ path, line, message }) => ({
    message,
    location: { path, range: { start: { line } } },
    severity: 'INFO',
    code: { value: 'not known' },
  }));
  const problems = result.problems.map(({ path, line, message }) => ({
    message,
    location: { path: path ?? '.', ...(line === null ? {} : { range: { start: { line } } }) },
    severity: 'ERROR',
    code: { value: 'error' },
  }));
  const report = { source: { name: 'djguard' }, severity: 'ERROR', diagnostics: [...findings, ...doubts, ...problems] };
  return asJson(report, 2);
}

/** A place as reviewdog counts: its columns are bytes of UTF-8. */
function byUtf8({ text }: LocatedFinding, offset: number, { line, column }: Position): Position {
  return { line, column: Buffer.byteLength(text.slice(offset - column + 1, offset), 'utf8') + 1 };
}
