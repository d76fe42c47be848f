import type { Row } from './rows.ts';
import { MANIFESTS } from './tools.ts';

/** A promise about speed, held against one run. */
export interface Goal {
  readonly text: string;
  /** A ratio of wall times, or MB where the text says so; not a number where a tool was not there. */
  readonly wall: number;
  /** The same ratio of processor times, which other work on the machine disturbs less; null where there is none. */
  readonly processor: number | null;
  readonly limit: number;
  /** Whether more is better. */
  readonly atLeast: boolean;
}

/**
 * What became of a goal. They are set in wall time; what is met by that alone has a second processor to thank, or other
 * work on the machine.
 */
export function verdictOf({ wall, processor, limit, atLeast }: Goal): string {
  if (Number.isNaN(wall)) return 'not measured';
  const isWithin = (measured: number) => (atLeast ? measured >= limit : measured <= limit);
  if (!isWithin(wall)) return 'missed';
  return isWithin(processor ?? wall) ? 'met' : 'met by wall time';
}

/** The goals, each measured within one run of the benchmark. */
export function goalsOf(rows: readonly Row[]): readonly Goal[] {
  const byWall = ratiosOf(rows, ({ timing }) => timing.median);
  const byProcessor = ratiosOf(rows, ({ timing }) => timing.cpu ?? Number.NaN);
  const memory = Math.max(...rows.map((row) => row.memory ?? 0));
  return [
    ...byWall.map(({ measured, ...goal }, index) => {
      const processor = byProcessor[index]?.measured ?? Number.NaN;
      return { ...goal, wall: measured, processor: Number.isNaN(processor) ? null : processor };
    }),
    { text: 'peak memory on any tree, MB', wall: memory, processor: null, limit: 150, atLeast: false },
  ];
}

interface Ratio {
  readonly text: string;
  readonly measured: number;
  readonly limit: number;
  readonly atLeast: boolean;
}

function ratiosOf(rows: readonly Row[], timeOf: (row: Row) => number): readonly Ratio[] {
  const time = (tool: string, tree: string): number => {
    const row = rows.find((each) => each.tool === tool && each.tree === tree);
    return row === undefined ? Number.NaN : timeOf(row);
  };
  const lastTree = (tool: string, part = ''): string =>
    rows.findLast((row) => row.tool === tool && row.tree.includes(part))?.tree ?? '';
  const node = time('node', 'start');
  const checkout = lastTree('djguard', 'git checkout');
  const plain = checkout.replace(', git checkout', '');
  const toFix = lastTree('djguard');
  const atMost = (text: string, measured: number, limit: number): Ratio => ({ text, measured, limit, atLeast: false });
  const over = (tool: string, tree: string, limit: number): Ratio => ({
    text: `${tool} / djguard, ${tree}`,
    measured: time(tool, tree) / time('djguard', tree),
    limit,
    atLeast: true,
  });
  const beside = (tree: string, own = 'djguard'): Ratio => {
    const ratio = (time(own, tree) - node) / time('ripgrep', tree);
    return atMost(`(${own} less \`node -e 0\`) / ripgrep, ${tree}`, ratio, 1.3);
  };
  const fixing = (own: string): Ratio =>
    atMost(`${own}, ${toFix} / the same tree clean`, time(own, toFix) / time(own, checkout), 3);
  return [
    atMost('`djguard --version` / `node -e 0`', time('djguard --version', 'start') / node, 1.5),
    atMost('one clean file / `node -e 0`', time('djguard FILE', 'start') / node, 2),
    beside(plain),
    beside(checkout),
    beside(plain, MANIFESTS),
    over('ast-grep', lastTree('ast-grep'), 4),
    over('ruff', lastTree('ruff'), 1),
    over('django-upgrade', lastTree('django-upgrade'), 20),
    over('LibCST', lastTree('LibCST'), 20),
    fixing('djguard'),
    fixing(MANIFESTS),
    atMost('cost of a file in the largest tree / in the next smaller one', slope(rows, plain, node, timeOf), 1.25),
  ];
}

/** How a file's cost grows with the number of files: 1 where the whole cost is linear. */
function slope(rows: readonly Row[], plain: string, start: number, timeOf: (row: Row) => number): number {
  const own = rows.filter(({ tool, tree }) => tool === 'djguard' && tree !== 'start');
  const at = own.findIndex(({ tree }) => tree === plain);
  const [smaller, larger] = own.slice(at - 1, at + 1).map((row) => (timeOf(row) - start) / row.files);
  return (larger ?? Number.NaN) / (smaller ?? Number.NaN);
}
