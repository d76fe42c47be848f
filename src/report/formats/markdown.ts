import { fullMessage, type LocatedFinding, locatedFindings } from '../../run/located-findings.ts';
import type { FileReport, Result } from '../../run/result.ts';
import { asCode, oneLine, type Shown, trustedText } from '../../util/shown.ts';
import type { Verdict } from '../../verify/verdict.ts';
import { coloursFor } from '../colours.ts';
import { levelLines } from '../level-lines.ts';
import type { ReportFormat } from '../report-format.ts';
import { count, summaryLine } from '../text.ts';

/** Markdown as GitHub, GitLab and others show it: for a comment on a pull request, or the summary of a job. */
export const markdown: ReportFormat = { name: 'markdown', rank: 12, holdsProof: true, render };

/** How much is shown: GitHub takes comments of 65,536 characters, in which code may count double. */
const MOST = { rows: 100, diff: 20_000, proof: 8_000 };

async function render(result: Result): Promise<Shown> {
  const open = result.files.filter(({ before, after, written }) => before !== after && !written);
  const parts = [
    `### djguard: ${inText(summaryLine(result))}`,
    ...levelLines(result).map(inText),
    table(locatedFindings(result)),
    listOf(result),
    open.length === 0 ? '' : await fixes(open),
    result.verdict === null ? '' : await proof(result.verdict),
  ];
  const text = parts.filter((part) => part !== '').join('\n\n');
  return trustedText(`${text.split('\n').map(asCode).join('\n')}\n`);
}

function table(findings: readonly LocatedFinding[]): string {
  if (findings.length === 0) return '';
  const rows = findings.slice(0, MOST.rows).map(({ path, finding }) => {
    const { line, code, level, fixable } = finding;
    const cells = [inCode(`${path}:${line}`), code, level ?? 'unknown', inText(fullMessage(finding))];
    return `| ${[...cells, fixable ? '`--fix`' : 'you'].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  const left = findings.length - rows.length;
  return [
    '| place | rule | level | what is wrong | who mends it |',
    '|---|---|---|---|---|',
    ...rows,
    ...(left > 0 ? ['', `${count(left, 'more finding')} left out here.`] : []),
  ].join('\n');
}

/** What could not be read, and what is not known. */
function listOf({ problems, doubts }: Result): string {
  const place = (path: string | null, line: number | null) =>
    path === null ? '' : `${inCode(line === null ? path : `${path}:${line}`)}: `;
  return [
    ...problems.map(({ path, line, message }) => `- ${place(path, line)}error: ${inText(message)}`),
    ...doubts.map(({ path, line, message }) => `- ${place(path, line)}not known: ${inText(message)}`),
  ].join('\n');
}

async function fixes(files: readonly FileReport[]): Promise<string> {
  const { patchOf } = await import('../diff.ts');
  const diff = block('diff', files.map(patchOf).join(''), MOST.diff);
  return `<details>\n<summary>What <code>djguard --fix</code> would change</summary>\n\n${diff}\n\n</details>`;
}

async function proof(verdict: Verdict): Promise<string> {
  const { verdictLines, verdictNotes } = await import('../verdict.ts');
  const notes = verdictNotes(verdict);
  const text = block('text', verdictLines(verdict, coloursFor(false)).join('\n'), MOST.proof);
  return [`#### ${inText(notes.at(-1) ?? '')}`, text, ...notes.slice(0, -1).map((note) => `- ${inText(note)}`)].join(
    '\n\n',
  );
}

/** A block of code, which nothing in it can end; what is longer is cut at a line, and that is said. */
function block(language: string, text: string, most: number): string {
  const shown = text.length > most ? text.slice(0, text.lastIndexOf('\n', most) + 1) : text;
  const fence = '`'.repeat(Math.max(3, 1 + longestTicks(shown)));
  const left = text.slice(shown.length).split('\n').length - 1;
  const more = left > 0 ? `\n\n${count(left, 'more line')} left out here.` : '';
  return `${fence}${language}\n${shown.trimEnd()}\n${fence}${more}`;
}

/** Text as code in a line. https://spec.commonmark.org/0.31.2/#code-spans */
function inCode(text: string): string {
  const ticks = '`'.repeat(1 + longestTicks(text));
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${space}${oneLine(text)}${space}${ticks}`;
}

/** Text as it is: no markup, no HTML, no mention of somebody. https://spec.commonmark.org/0.31.2/#backslash-escapes */
function inText(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>&~#]/g, '\\$&')
    .replaceAll('@', '@\u200B')
    .replaceAll(/\r?\n/g, '<br>');
}

function longestTicks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}
