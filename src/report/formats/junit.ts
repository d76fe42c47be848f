import { fullMessage, locatedFindings } from '../../run/located-findings.ts';
import type { Result } from '../../run/result.ts';
import type { ReportFormat } from '../report-format.ts';
import { document, element, escapeXml } from '../xml.ts';

/** JUnit's XML: a test case for each finding and each error, or one that passed. */
export const junit: ReportFormat = { name: 'junit', rank: 21, holdsProof: false, render };

function render(result: Result): string {
  const failures = locatedFindings(result).map(({ path, finding }) => {
    const name = `${finding.code}:${finding.line}:${finding.column}`;
    const text = `${path}:${finding.line}:${finding.column}: ${fullMessage(finding)}`;
    const failure = element('failure', { type: finding.code, message: finding.message }, [escapeXml(text)]);
    return testCase(path, name, finding.line, [failure]);
  });
  const errors = result.problems.map(({ path, line, message }) =>
    testCase(path ?? 'djguard', 'error', line, [element('error', { type: 'error', message }, [escapeXml(message)])]),
  );
  const cases = [...failures, ...errors];
  if (cases.length === 0) cases.push(testCase('djguard', 'unguarded uses', null, []));
  const totals = { tests: cases.length, failures: failures.length, errors: errors.length };
  const suite = element('testsuite', { name: 'djguard', ...totals, skipped: 0 }, [...cases, '\n  ']);
  return document(element('testsuites', { name: 'djguard', ...totals }, ['\n  ', suite, '\n']));
}

function testCase(path: string, name: string, line: number | null, content: readonly string[]): string {
  return `\n    ${element('testcase', { classname: path, name, file: path, line }, content)}`;
}
