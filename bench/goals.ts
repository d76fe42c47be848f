import type { Row } from './rows.ts';

/** A promise about speed, held against one run. */
export interface Goal {
  readonly text: string;
  /** A ratio, or MB where the text says so; null where a tool was not there. */
  readonly measured: number | null;
  readonly limit: number;
  /** Whether more is better. */
  readonly atLeast: boolean;
}

/** Whether a goal is met; null where it was not measured. */
export function isMet({ measured, limit, atLeast }: Goal): boolean | null {
  if (measured === null || Number.isNaN(measured)) return null;
  return atLeast ? measured >= limit : measured <= limit;
}

/** The goals, each measured within one run of the benchmark. */
export function goalsOf(rows: readonly Row[]): readonly Goal[] {
  const time = (tool: string, tree: string): number =>
    rows.find((row) => row.tool === tool && row.tree === tree)?.timing.median ?? Number.NaN;
  const node = time('node', 'start');
  const trees = rows.filter(({ tool }) => tool === 'djguard');
  const largest = trees.findLast(({ tree }) => tree.includes('git checkout'))?.tree ?? '';
  const plain = largest.replace(', git checkout', '');
  const parsed = rows.findLast(({ tool }) => tool === 'ruff')?.tree ?? '';
  const slow = rows.findLast(({ tool }) => tool === 'django-upgrade')?.tree ?? '';
  const toFix = trees.at(-1)?.tree ?? '';
  const over = (tool: string, tree: string): number => time(tool, tree) / time('djguard', tree);
  const atMost = (text: string, measured: number, limit: number): Goal => ({ text, measured, limit, atLeast: false });
  const atLeast = (text: string, measured: number, limit: number): Goal => ({ text, measured, limit, atLeast: true });
  return [
    atMost('`djguard --version` / `node -e 0`', time('djguard --version', 'start') / node, 1.5),
    atMost('one clean file / `node -e 0`', time('djguard FILE', 'start') / node, 2),
    ...[plain, largest].map((tree) =>
      atMost(
        `(djguard less \`node -e 0\`) / ripgrep, ${tree}`,
        (time('djguard', tree) - node) / time('ripgrep', tree),
        1.3,
      ),
    ),
    atLeast(`ast-grep / djguard, ${parsed}`, over('ast-grep', parsed), 4),
    atLeast(`ruff / djguard, ${parsed}`, over('ruff', parsed), 1),
    atLeast(`django-upgrade / djguard, ${slow}`, over('django-upgrade', slow), 20),
    atLeast(`LibCST / djguard, ${slow}`, over('LibCST', slow), 20),
    atMost(`${toFix} / the same tree clean`, time('djguard', toFix) / time('djguard', largest), 3),
    atMost('peak memory on any tree, MB', Math.max(...trees.map(({ memory }) => memory ?? 0)), 150),
    atMost('cost of a file in the largest tree / in the next smaller one', slope(trees, plain, node), 1.25),
  ];
}

/** How a file's cost grows with the number of files: 1 where the whole cost is linear. */
function slope(trees: readonly Row[], plain: string, start: number): number {
  const at = trees.findIndex(({ tree }) => tree === plain);
  const [smaller, larger] = trees.slice(at - 1, at + 1).map(({ timing, files }) => (timing.median - start) / files);
  return (larger ?? Number.NaN) / (smaller ?? Number.NaN);
}
