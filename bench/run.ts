/** Builds trees, measures djguard beside other tools on them, and writes RESULTS.md and cost.svg; `--quick` writes nothing. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Goal, goalsOf } from './goals.ts';
import { describeMachine } from './machine.ts';
import { findTimer } from './measure.ts';
import { plot } from './plot.ts';
import { measureAll, type Row } from './rows.ts';
import { goalsTable, results, rowsTable } from './table.ts';
import { findTools, keepBuilt } from './tools.ts';

const quick = process.argv.includes('--quick');
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

keepBuilt();
const tools = findTools(say);
const timer = findTimer();
const machine = describeMachine(
  timer.name,
  [...tools.values()].flatMap(({ name, version }) => (version === null ? [] : [`${name} ${version}`])),
);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'djguard-bench-')));
try {
  const rows: readonly Row[] = measureAll({ folder, tools, measure: timer.measure, quick, say });
  const goals: readonly Goal[] = goalsOf(rows);
  process.stdout.write(`${rowsTable(rows)}\n\n${goalsTable(goals)}\n`);
  if (!quick) {
    writeFileSync(beside('RESULTS.md'), results(machine, rows, goals));
    writeFileSync(beside('cost.svg'), plot(rows));
  }
} finally {
  rmSync(folder, { recursive: true });
}
