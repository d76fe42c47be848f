import { type Goal, verdictOf } from './goals.ts';
import type { Row } from './rows.ts';

/** All measurements as a Markdown table. */
export function rowsTable(rows: readonly Row[]): string {
  return [
    '| tree | Python files | tool | median | fastest | processor time | runs | of djguard | peak memory |',
    '|---|--:|---|--:|--:|--:|--:|--:|--:|',
    ...rows.map((row) => {
      const { tree, files, tool, timing, memory } = row;
      const own = rows.find((other) => other.tree === tree && other.tool === 'djguard')?.timing.median;
      const cells = [
        tree,
        files === 0 ? '' : files.toLocaleString('en'),
        tool,
        milliseconds(timing.median),
        milliseconds(timing.fastest),
        timing.cpu === null ? '' : milliseconds(timing.cpu),
        String(timing.runs),
        own === undefined ? '' : `${(timing.median / own).toFixed(2)}x`,
        memory === null ? '' : `${memory.toFixed(0)} MB`,
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

/** The goals and what became of them as a Markdown table. */
export function goalsTable(goals: readonly Goal[]): string {
  return [
    '| goal | limit | by wall time | by processor time | |',
    '|---|--:|--:|--:|---|',
    ...goals.map((goal) => {
      const limit = `${goal.atLeast ? 'at least' : 'at most'} ${goal.limit}`;
      return `| ${goal.text} | ${limit} | ${goal.wall.toFixed(2)} | ${goal.processor?.toFixed(2) ?? ''} | ${verdictOf(goal)} |`;
    }),
  ].join('\n');
}

const WORDS = `Whole processes on generated trees; times tell something only beside each other.
Commands take turns, so that other work on the machine slows all of them. Goals are ratios of wall times; beside them
stand those of processor times, which say what the work costs altogether: djguard and ripgrep have several threads.
\`djguard\` is called with \`--isolated\`: it looks for one package, as every other tool does here. Without that it looks
for about fifty, those of the manifests and the catalogue, and says of each finding what loads it: those rows say so.
Every command gets the same few variables of the environment, whatever the shell has.
`;

/** The whole report. */
export function results(machine: readonly string[], rows: readonly Row[], goals: readonly Goal[]): string {
  return `# What djguard costs

Written by \`npm run bench\`. ${WORDS}
${machine.join('\n')}

## Goals

${goalsTable(goals)}

## Measurements

\`start\` looks at no tree or at one file. Every tool looks for one package. What takes minutes ran once.

${rowsTable(rows)}

![cost against the number of files](cost.svg)
`;
}

function milliseconds(value: number): string {
  return value < 10_000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`;
}
