import { fullMessage, type LocatedFinding, locatedFindings } from '../../run/located-findings.ts';
import type { Result } from '../../run/result.ts';
import type { ReportFormat } from '../report-format.ts';

/** GitHub's workflow commands: each finding becomes an annotation in the pull request. */
export const github: ReportFormat = { name: 'github', rank: 10, holdsProof: false, render };

function render(result: Result): string {
  const findings = locatedFindings(result).map((entry) => command(propertiesOf(entry), fullMessage(entry.finding)));
  const problems = result.problems.map(({ path, line, column, message }) =>
    command({ title: 'djguard', file: path, line, col: column }, message),
  );
  return [...findings, ...problems].join('');
}

type Properties = Readonly<Record<string, string | number | null>>;

function propertiesOf({ path, finding, end }: LocatedFinding): Properties {
  const { code, line, column } = finding;
  const title = `djguard ${code}`;
  // GitHub refuses columns where an annotation spans lines.
  if (end.line !== line) return { title, file: path, line, endLine: end.line };
  return { title, file: path, line, endLine: end.line, col: column, endColumn: end.column };
}

function command(properties: Properties, message: string): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::error ${list.join(',')}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
