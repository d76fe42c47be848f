import { fullMessage, type LocatedFinding, locatedFindings } from '../../run/located-findings.ts';
import type { Result } from '../../run/result.ts';
import { asJson, type Shown } from '../../util/shown.ts';
import type { ReportFormat } from '../report-format.ts';
import { severityOf } from '../severity.ts';

/** GitLab's code quality report. */
export const gitlab: ReportFormat = { name: 'gitlab', rank: 11, holdsProof: false, render };

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const SEVERITY = { error: 'critical', warning: 'major', note: 'info' } as const;

async function render(result: Result): Promise<Shown> {
  const { createHash } = await import('node:crypto');
  const seen = new Map<string, number>();
  const fingerprint = (...parts: readonly string[]): string => {
    const key = parts.join('\0');
    const earlier = seen.get(key) ?? 0;
    seen.set(key, earlier + 1);
    return createHash('sha256').update(`${key}\0${earlier}`).digest('hex');
  };
  const issues = locatedFindings(result).map((entry) => ({
    description: fullMessage(entry.finding),
    check_name: entry.finding.code,
    fingerprint: fingerprint(entry.path, entry.finding.code, entry.finding.package, sourceOf(entry)),
    severity: SEVERITY[severityOf(entry.finding)],
    location: { path: entry.path, lines: { begin: entry.finding.line, end: entry.end.line } },
  }));
  const doubts = result.doubts.map(({ path, line, message, package: root }) => ({
    description: message,
    check_name: 'not known',
    fingerprint: fingerprint(path, 'not known', root),
    severity: 'info',
    location: { path, lines: { begin: line } },
  }));
  const problems = result.problems.map(({ path, line, message }) => ({
    description: message,
    check_name: 'error',
    fingerprint: fingerprint(path ?? '', 'error', message),
    severity: 'blocker',
    location: { path: path ?? '.', lines: { begin: line ?? 1 } },
  }));
  return asJson([...issues, ...doubts, ...problems], 2);
}

/** What a finding covers: a fingerprint must outlive lines that are put in above it. */
function sourceOf({ text, finding }: LocatedFinding): string {
  return text.slice(finding.start, finding.end);
}
