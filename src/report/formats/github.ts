import { fullMessage, type LocatedFinding, locatedFindings } from '../../run/located-findings.ts';
import type { Result } from '../../run/result.ts';
import { oneLine, type Shown, trustedText } from '../../util/shown.ts';
import type { ReportFormat } from '../report-format.ts';
import { severityOf } from '../severity.ts';

/** GitHub's workflow commands: each finding becomes an annotation in the pull request. */
export const github: ReportFormat = { name: 'github', rank: 10, holdsProof: false, render };

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-a-notice-message */
const COMMAND = { error: 'error', warning: 'warning', note: 'notice' } as const;

function render(result: Result): Shown {
  const findings = locatedFindings(result).map((entry) =>
    command(COMMAND[severityOf(entry.finding)], propertiesOf(entry), fullMessage(entry.finding)),
  );
  const doubts = result.doubts.map(({ path, line, column, message }) =>
    command('notice', { title: 'djguard: not known', file: path, line, col: column }, message),
  );
  const problems = result.problems.map(({ path, line, column, message }) =>
    command('error', { title: 'djguard', file: path, line, col: column }, message),
  );
  return trustedText([...findings, ...doubts, ...problems].join(''));
}

type Properties = Readonly<Record<string, string | number | null>>;

function propertiesOf({ path, finding, end }: LocatedFinding): Properties {
  const { code, level, line, column } = finding;
  const title = `djguard ${code} (${level ?? 'unknown'})`;
  // GitHub refuses columns where an annotation spans lines.
  if (end.line !== line) return { title, file: path, line, endLine: end.line };
  return { title, file: path, line, endLine: end.line, col: column, endColumn: end.column };
}

function command(name: string, properties: Properties, message: string): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}\n`;
}

/** Line ends and `%` are what GitHub takes back; no other system that reads the same log may find a command in it. */
function escapeData(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\r').map(oneLine).join('\r'));
  return lines
    .join('\n')
    .replace(/##(?=\w*\[)/g, '#\\x23')
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
