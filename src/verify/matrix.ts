import { type Trouble, troublesIn, WORLDS } from './troubles.ts';
import { type Environment, type Failure, type Proof, type Row, STEPS, type StepName } from './types.ts';

/** What the steps are called for people. */
const TITLES: Readonly<Record<StepName, string>> = {
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
const OUTCOMES = { passed: 'pass', failed: 'FAIL', 'not reached': '-', 'timed out': 'TIMEOUT', died: 'DIED' } as const;
const COLUMN = 9;
const FIRST = 34;

/**
 * The proof as a table for each way to start the project, and below it every failure and difference.
 * @param troubles with the findings that they belong to, where these were looked up.
 * @param below what goes below a trouble's own line.
 */
export function matrixOf(
  proof: Proof,
  troubles: readonly Trouble[] = troublesIn(proof),
  below: (trouble: Trouble) => readonly string[] = () => [],
): string {
  const tables = proof.rows.map((row) => {
    const own = troubles.filter(({ environment }) => environment === row.environment);
    const lines = own.flatMap((trouble) => [troubleLine(trouble), ...below(trouble).map((line) => `  ${line}`)]);
    const differing = (row.differences ?? []).map(({ subject, message }) => `${subject} ${message}`);
    return [...tableOf(row), ...[...lines, ...differing].map((line) => `  ${line}`)];
  });
  return tables.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** A name for a way to start the project: the settings module, and the class in it where there is one. */
export function titleOf({ settings, configuration }: Environment): string {
  return configuration === null ? settings : `${settings}:${configuration}`;
}

/** A line of the table: what it is about, and a cell for each world. */
export function tableLine(title: string, cells: readonly string[]): string {
  // At least two blanks, also behind a long title.
  const first = title.length > FIRST - 2 ? `${title}  ` : title.padEnd(FIRST);
  return `${first}${cells.map((cell) => cell.padEnd(COLUMN)).join('')}`.trimEnd();
}

function tableOf(row: Row): string[] {
  const steps = STEPS.map((step) => {
    const cells = WORLDS.map((world) => OUTCOMES[row[world].steps.get(step)?.outcome ?? 'not reached']);
    return tableLine(`  ${TITLES[step]}`, cells);
  });
  const compared = row.differences === null ? [] : [row.differences.length === 0 ? 'pass' : 'FAIL', '-'];
  return [
    tableLine(titleOf(row.environment), [...WORLDS]),
    ...steps,
    ...(compared.length > 0 ? [tableLine('  as before the fix', compared)] : []),
  ];
}

function troubleLine({ step, world, outcome, failure, where }: Trouble): string {
  const place = where === null ? '' : `${where.path}:${where.line}: `;
  const what = failure === null ? `the process ${outcome}` : raisedBy(failure);
  return `${TITLES[step]}, ${world}: ${place}${what}`;
}

/** The exception that ended a step, and its first cause. */
function raisedBy({ chain }: Failure): string {
  const named = [chain[0], chain.length > 1 ? chain.at(-1) : undefined].filter((link) => link !== undefined);
  return named.map(({ type, message }) => `${type}: ${plain(message)}`).join(', from ');
}

/** Python words it in another way where a package is blocked than where it is missing; people know the latter. */
function plain(message: string): string {
  return message
    .replaceAll(/import of (\S+) halted; None in sys\.modules/g, "No module named '$1'")
    .replaceAll(/No module named '([^']+)'; '[^']+' is not a package/g, "No module named '$1'");
}
