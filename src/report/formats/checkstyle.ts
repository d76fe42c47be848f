import { fullMessage, locatedFindings } from '../../run/located-findings.ts';
import type { Result } from '../../run/result.ts';
import type { Shown } from '../../util/shown.ts';
import type { ReportFormat } from '../report-format.ts';
import { severityOf } from '../severity.ts';
import { document, element } from '../xml.ts';

/** Checkstyle's XML, which most CI servers read. */
export const checkstyle: ReportFormat = { name: 'checkstyle', rank: 22, holdsProof: false, render };

/** https://checkstyle.org/property_types.html#SeverityLevel */
const SEVERITY = { error: 'error', warning: 'warning', note: 'info' } as const;

function render(result: Result): Shown {
  const errors = new Map<string, string[]>();
  const add = (path: string, error: string): void => {
    errors.set(path, [...(errors.get(path) ?? []), `\n    ${error}`]);
  };
  for (const { path, finding } of locatedFindings(result)) {
    const { line, column, code } = finding;
    const message = fullMessage(finding);
    add(
      path,
      element('error', { line, column, severity: SEVERITY[severityOf(finding)], message, source: `djguard.${code}` }),
    );
  }
  for (const { path, line, column, message } of result.doubts) {
    add(path, element('error', { line, column, severity: 'info', message, source: 'djguard.unknown' }));
  }
  for (const { path, line, column, message } of result.problems) {
    add(
      path ?? '.',
      element('error', { line: line ?? 1, column, severity: 'error', message, source: 'djguard.error' }),
    );
  }
  const files = [...errors].map(([name, list]) => `\n  ${element('file', { name }, [...list, '\n  '])}`);
  return document(element('checkstyle', { version: '4.3' }, files.length > 0 ? [...files, '\n'] : []));
}
