import { type Entry, entriesOf } from '../../run/located-findings.ts';
import { exitCodeOf, type Result } from '../../run/result.ts';
import { patchOf } from '../diff.ts';
import { verdictObject } from '../verdict-json.ts';

/** Raised when a key changes its meaning or goes; new keys may come at any time. */
const VERSION = 1;

/** Everything about a run as one JSON object. */
export function jsonReport(result: Result): string {
  const report = {
    version: VERSION,
    mode: result.mode,
    packages: result.packages,
    findings: entriesOf(result).map(findingObject),
    files: result.files.map((file) => ({
      path: file.path,
      encoding: file.encoding,
      written: file.written,
      diff: file.before === file.after ? null : patchOf(file),
    })),
    errors: result.problems,
    notes: result.notes,
    ...(result.verdict === null ? {} : { verify: verdictObject(result.verdict) }),
    examined: result.examined,
    exitCode: exitCodeOf(result),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A finding, then an error, to a line: for tools that read a stream. */
export function jsonLinesReport(result: Result): string {
  const findings = entriesOf(result).map((entry) => ({ type: 'finding', ...findingObject(entry) }));
  const errors = result.problems.map((problem) => ({ type: 'error', ...problem }));
  return [...findings, ...errors].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function findingObject({ path, finding, end }: Entry): object {
  const { code, rule, package: root, message, advice, fixable, line, column, loaded } = finding;
  return {
    path,
    line,
    column,
    endLine: end.line,
    endColumn: end.column,
    code,
    rule: rule,
    package: root,
    message,
    advice,
    fixable,
    ...(loaded === undefined ? {} : { loaded }),
  };
}
