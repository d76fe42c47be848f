/**
 * Builds trees, measures djguard beside other tools on them, and writes RESULTS.md and cost.svg; `--quick` writes
 * nothing. `--against FOLDER` measures this build beside that of another checkout, and writes nothing either.
 */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareBuilds, pairsTable } from './against.ts';
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
const timer = findTimer();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'djguard-bench-')));
try {
  const against = process.argv.indexOf('--against');
  if (against === -1) measureBesideOthers();
  else compareWith(process.argv[against + 1] ?? '');
} finally {
  rmSync(folder, { recursive: true });
}

function measureBesideOthers(): void {
  const tools = findTools(say);
  const versions = [...tools.values()].flatMap(({ name, version }) => (version === null ? [] : [`${name} ${version}`]));
  const machine = describeMachine(timer.name, versions);
  const rows: readonly Row[] = measureAll({ folder, tools, measure: timer.measure, quick, say });
  const goals: readonly Goal[] = goalsOf(rows);
  process.stdout.write(`${rowsTable(rows)}\n\n${goalsTable(goals)}\n`);
  if (quick) return;
  writeFileSync(beside('RESULTS.md'), results(machine, rows, goals));
  writeFileSync(beside('cost.svg'), plot(rows));
}

function compareWith(other: string): void {
  const pairs = compareBuilds({ folder, against: other, measure: timer.measure, quick, say });
  process.stdout.write(`${describeMachine(timer.name, []).join('\n')}\n\n${pairsTable(pairs)}\n`);
}
