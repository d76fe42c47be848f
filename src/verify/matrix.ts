import { oneLine } from '../util/shown.ts';
import { stepResult } from './step-results.ts';
import { type Trouble, troublesIn, WORLDS } from './troubles.ts';
import { type Difference, type Failure, type Proof, type Row, STEPS, type StepName, titleOf } from './types.ts';

/** What the steps are called for people. */
export const TITLES: Readonly<Record<StepName, string>> = {
  settings: 'import settings',
  setup: 'django.setup()',
  check: 'system checks',
  wsgi: 'build the WSGI handler',
  asgi: 'build the ASGI handler',
  urls: 'resolve the URLconf',
  templates: 'template engines',
  strings: 'dotted names in settings',
  collectstatic: 'collectstatic --dry-run',
};
const OUTCOMES = {
  passed: 'pass',
  failed: 'FAIL',
  'left out': '-',
  'not reached': '-',
  'timed out': 'TIMEOUT',
  died: 'DIED',
} as const;
const COLUMN = 9;
const FIRST = 34;
/** Characters of an error message that are shown. */
const LONGEST = 2000;

/**
 * The proof as a table for each way to start the project, and below it every failure and difference.
 * @param troubles with the findings that they belong to, where these were looked up.
 * @param below what goes below a trouble's own line.
 * @param nameOf the shown path of a file that is named relative to the project.
 */
export function matrixOf(
  proof: Proof,
  troubles: readonly Trouble[] = troublesIn(proof),
  below: (trouble: Trouble) => readonly string[] = () => [],
  nameOf: (file: string) => string = (file) => file,
): string {
  const tables = proof.rows.map((row) => {
    const own = troubles.filter(({ environment }) => environment === row.environment);
    const lines = own.flatMap((trouble) => [
      oneLine(troubleLine(trouble)),
      ...below(trouble).map((line) => `  ${line}`),
    ]);
    const values = valueLines(row, nameOf).map(oneLine);
    return [...tableOf(row, proof.packages), ...[...lines, ...values].map((line) => `  ${line}`)];
  });
  return tables.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** A line of the table: what it is about, and a cell for each world. */
export function tableLine(title: string, cells: readonly string[]): string {
  // At least two blanks, also behind a long title.
  const first = title.length > FIRST - 2 ? `${title}  ` : title.padEnd(FIRST);
  return `${first}${cells.map((cell) => cell.padEnd(COLUMN)).join('')}`.trimEnd();
}

function tableOf(row: Row, packages: readonly string[]): string[] {
  const steps = STEPS.flatMap((step) => {
    const result = stepResult(row, step, packages);
    if (result === 'left out') return [];
    const cells = WORLDS.map((world) => {
      const outcome = row[world].steps.get(step)?.outcome ?? 'not reached';
      return result === 'unprovable' && outcome !== 'not reached' ? 'unproven' : OUTCOMES[outcome];
    });
    return tableLine(`  ${TITLES[step]}`, cells);
  });
  return [tableLine(titleOf(row.environment), [...WORLDS]), ...steps, valuesLine(row)];
}

function valuesLine({ before, present, absent, compared }: Row): string {
  const cells = WORLDS.map((world) => {
    const isSeen = (before?.present ?? present).settings !== null && (world === 'present' ? present : absent).settings;
    if (!isSeen || (before === null && world === 'present')) return '-';
    return compared.differences.some((difference) => difference.world === world) ? 'FAIL' : 'pass';
  });
  return tableLine(before === null ? '  values less the packages' : '  values as before the fix', cells);
}

/** The values that differ, those that may, and those that can't be compared. */
function valueLines({ compared }: Row, nameOf: (file: string) => string): string[] {
  const { differences, excused, restless } = compared;
  const told = ({ subject, message, world, where }: Difference) =>
    `${subject}, ${world}: ${where === null ? '' : `${nameOf(where.file)}:${where.line}: `}${message}`;
  return [
    ...differences.map(told),
    ...excused.map((each) => `${told(each)} (no fault: ${each.reason})`),
    ...restless.map((subject) => `${subject} is not comparable: two equal starts give it different values`),
  ];
}

function troubleLine({ step, world, outcome, failure, where, isOld }: Trouble): string {
  const place = where === null ? '' : `${where.path}:${where.line}: `;
  const what = failure === null ? `the process ${outcome}` : raisedBy(failure);
  if (isOld) return `${TITLES[step]}, unproven, since it fails with the packages too: ${place}${what}`;
  return `${TITLES[step]}, ${world}: ${place}${what}`;
}

/**
 * The exception that ended a step, and its first cause. Some checks of Django ask again for what has just failed, and
 * they run in no fixed order: the same exception twice is told once.
 */
function raisedBy({ chain }: Failure): string {
  const links = [chain[0], chain.at(-1)].filter((link) => link !== undefined);
  const named = links.map(({ type, message }) => `${type}: ${shortened(plain(message))}`);
  return [...new Set(named)].join(', from ');
}

function shortened(message: string): string {
  return message.length > LONGEST ? `${message.slice(0, LONGEST)}...` : message;
}

/** Python words it in another way where a package is blocked than where it is missing; people know the latter. */
function plain(message: string): string {
  const [first = '', ...more] = message.trim().split('\n');
  return (more.length === 0 ? first : `${first} ...`)
    .replaceAll(/import of (\S+) halted; None in sys\.modules/g, "No module named '$1'")
    .replaceAll(/No module named '([^']+)'; '[^']+' is not a package/g, "No module named '$1'");
}
