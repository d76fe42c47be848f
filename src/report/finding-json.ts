import type { LocatedFinding } from '../run/located-findings.ts';

/** A finding as an object for machines. */
export function findingObject({ path, finding, end }: LocatedFinding): object {
  const { code, rule, package: root, message, advice, fixable, line, column, level, loaded } = finding;
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
    level: level ?? 'unknown',
    ...(loaded === undefined ? {} : { loaded }),
  };
}
