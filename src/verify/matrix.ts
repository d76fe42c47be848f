import { type Boot, type Environment, type Failure, type Proof, type Row, STEPS, type StepName } from './types.ts';

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
const WORLDS = ['present', 'absent'] as const;
const OUTCOMES = { passed: 'pass', failed: 'FAIL', 'not reached': '-', 'timed out': 'TIMEOUT', died: 'DIED' } as const;
const COLUMN = 9;
const FIRST = 34;

/** The proof as a table for each way to start the project, and below it every failure and difference. */
export function matrixOf(proof: Proof): string {
  return proof.rows.map((row) => `${[...tableOf(row), ...troublesOf(row)].join('\n')}\n`).join('\n');
}

/** A name for a way to start the project: the settings module, and the class in it where there is one. */
export function titleOf({ settings, configuration }: Environment): string {
  return configuration === null ? settings : `${settings}:${configuration}`;
}

function tableOf(row: Row): string[] {
  const line = (title: string, cells: readonly string[]) =>
    `${title.padEnd(FIRST)}${cells.map((cell) => cell.padEnd(COLUMN)).join('')}`.trimEnd();
  const steps = STEPS.map((step) => {
    const cells = WORLDS.map((world) => OUTCOMES[row[world].steps.get(step)?.outcome ?? 'not reached']);
    return line(`  ${TITLES[step]}`, cells);
  });
  const compared = row.differences === null ? [] : [row.differences.length === 0 ? 'pass' : 'FAIL', '-'];
  return [
    line(titleOf(row.environment), [...WORLDS]),
    ...steps,
    ...(compared.length > 0 ? [line('  as before the fix', compared)] : []),
  ];
}

function troublesOf(row: Row): string[] {
  const failed = WORLDS.flatMap((world) => STEPS.flatMap((step) => troubleIn(row[world], step, world)));
  const differing = (row.differences ?? []).map(({ subject, message }) => `${subject} ${message}`);
  return [...failed, ...differing].map((line) => `  ${line}`);
}

function troubleIn(boot: Boot, step: StepName, world: string): string[] {
  const found = boot.steps.get(step);
  const place = `${TITLES[step]}, ${world}`;
  if (found?.outcome === 'failed') return [`${place}: ${summaryOf(found.failure)}`];
  if (found?.outcome === 'timed out' || found?.outcome === 'died') return [`${place}: the process ${found.outcome}`];
  return [];
}

/** The exception that ended the step and its first cause, and the project's line that it passed. */
function summaryOf({ chain, where }: Failure): string {
  const named = [chain[0], chain.length > 1 ? chain.at(-1) : undefined].filter((link) => link !== undefined);
  const raised = named.map(({ type, message }) => `${type}: ${message}`).join(', from ');
  return where === null ? raised : `${where.file}:${where.line}: ${raised}`;
}
