import { fullMessage, type LocatedFinding, locatedFindings } from '../../run/located-findings.ts';
import type { Result } from '../../run/result.ts';
import { isFailing } from '../../run/threshold.ts';
import type { Shown } from '../../util/shown.ts';
import type { ReportFormat } from '../report-format.ts';
import { document, element, escapeXml } from '../xml.ts';

/**
 * JUnit's XML: a test case for each finding and each error, or one that passed. A finding that the run lets pass is
 * skipped, and so is what is not known: JUnit has no severities. https://github.com/testmoapp/junitxml
 */
export const junit: ReportFormat = { name: 'junit', rank: 21, holdsProof: false, render };

function render(result: Result): Shown {
  const findings = locatedFindings(result);
  const cases = findings.map((entry) => findingCase(entry, isFailure(entry, result)));
  const errors = result.problems.map(({ path, line, message }) =>
    testCase(path ?? 'djguard', 'error', line, [element('error', { type: 'error', message }, [escapeXml(message)])]),
  );
  const doubts = result.doubts.map(({ path, line, column, message, package: root }) =>
    testCase(path, `${root}:${line}:${column}`, line, [element('skipped', { message }, [])]),
  );
  const all = [...cases, ...errors, ...doubts];
  if (all.length === doubts.length) all.push(testCase('djguard', 'unguarded uses', null, []));
  const failures = findings.filter((entry) => isFailure(entry, result)).length;
  const totals = { tests: all.length, failures, errors: errors.length };
  const skipped = findings.length - failures + doubts.length;
  const suite = element('testsuite', { name: 'djguard', ...totals, skipped }, [...all, '\n  ']);
  return document(element('testsuites', { name: 'djguard', ...totals }, ['\n  ', suite, '\n']));
}

function isFailure({ finding }: LocatedFinding, { failOn }: Result): boolean {
  return isFailing(finding.level, failOn);
}

function findingCase({ path, finding }: LocatedFinding, isFailure: boolean): string {
  const { code, line, column, message, level } = finding;
  const text = escapeXml(`${path}:${line}:${column}: ${fullMessage(finding)}`);
  const said = isFailure ? element('failure', { type: code, message }, [text]) : element('skipped', { message }, []);
  const property = element('property', { name: 'level', value: level ?? 'unknown' }, []);
  return testCase(path, `${code}:${line}:${column}`, line, [element('properties', {}, [property]), said]);
}

function testCase(path: string, name: string, line: number | null, content: readonly string[]): string {
  return `\n    ${element('testcase', { classname: path, name, file: path, line }, content)}`;
}
