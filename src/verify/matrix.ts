import { oneLine } from '../util/shown.ts';
import { titleOf } from './environment.ts';
import { stepResult, stepsIn } from './step-results.ts';
import { titleOfStep, together } from './trouble-lines.ts';
import { type Trouble, troublesIn, WORLDS } from './troubles.ts';
import type { Difference, Proof, Row } from './types.ts';

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
    const lines = together(own).flatMap(({ line, trouble }) => [
      oneLine(line),
      ...below(trouble).map((each) => `  ${each}`),
    ]);
    const values = valueLines(row, nameOf).map(oneLine);
    const hiding = row.disagreements.map((line) => oneLine(`about the hiding, not the project: ${line}`));
    return [...tableOf(row, proof.packages), ...[...lines, ...values, ...hiding].map((line) => `  ${line}`)];
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
  const steps = stepsIn(row).flatMap((step) => {
    const result = stepResult(row, step, packages);
    if (result === 'left out') return [];
    const cells = WORLDS.map((world) => {
      const outcome = row[world].steps.get(step)?.outcome ?? 'not reached';
      return result === 'unprovable' && outcome !== 'not reached' ? 'unproven' : OUTCOMES[outcome];
    });
    return [{ title: titleOfStep(step), cells }];
  });
  const shown = row.environment.entry?.kind === 'module' ? counted(steps, row.environment.entry.text) : steps;
  const values = row.environment.entry === undefined ? [valuesLine(row)] : [];
  const lines = shown.map(({ title, cells }) => tableLine(`  ${title}`, cells));
  return [tableLine(titleOf(row.environment), [...WORLDS]), ...lines, ...values];
}

interface TableRow {
  readonly title: string;
  readonly cells: readonly string[];
}

/** A package may have hundreds of modules: those that fare alike are counted. */
function counted(rows: readonly TableRow[], name: string): readonly TableRow[] {
  const groups = new Map<string, TableRow[]>();
  for (const row of rows.filter(({ title }) => title.startsWith(`import ${name}.`))) {
    const key = row.cells.join();
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const others = rows.filter(({ title }) => !title.startsWith(`import ${name}.`));
  const told = [...groups.values()].map((group): TableRow => {
    const [first] = group as [TableRow];
    return group.length === 1 ? first : { title: `import ${group.length} modules in it`, cells: first.cells };
  });
  return [...others, ...told];
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
