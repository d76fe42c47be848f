import { diffLines } from 'diff';
import { type Before, textsOf } from './before.ts';
import type { Span } from './lines.ts';
import type { Pair } from './types.ts';

/** The lines that are new or other ones since `before`, by file; lines that are gone have none. */
export async function changedLines(before: Before, root: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const texts = await textsOf(before, root);
  return new Map([...texts].map(([file, { was, is }]) => [file, newLines(was, is)]));
}

function newLines(was: string, is: string): number[] {
  let line = 0;
  return diffLines(was, is, { stripTrailingCr: true }).flatMap(({ added, removed, count }) => {
    if (removed) return [];
    const lines = Array.from({ length: count }, (_, at) => line + at + 1);
    line += count;
    return added ? lines : [];
  });
}

type Statement = readonly [first: number, last: number, ran: boolean];

/**
 * The changed statements that ran in no step of any start, in either world: nothing is proven of them. What stands in
 * a file without gap is told as one.
 */
export function unreachedIn(pairs: readonly Pair[]): readonly Span[] {
  const boots = pairs.flatMap(({ present, absent }) => [present, absent]);
  const seen = boots.flatMap(({ resolved }) =>
    Object.entries((resolved.get('reached') ?? {}) as Readonly<Record<string, readonly Statement[]>>),
  );
  return [...new Set(seen.map(([file]) => file))].sort().flatMap((file) => {
    const statements = seen.flatMap(([name, found]) => (name === file ? found : []));
    const ran = new Set(statements.flatMap(([first, last, isRun]) => (isRun ? [`${first}-${last}`] : [])));
    const never = statements.filter(([first, last]) => !ran.has(`${first}-${last}`)).sort(([a], [b]) => a - b);
    return joined(never).map(([first, last]) => ({ file, first, last }));
  });
}

function joined(statements: readonly Statement[]): (readonly [number, number])[] {
  const spans: [number, number][] = [];
  for (const [first, last] of statements) {
    const before = spans.at(-1);
    if (before === undefined || first > before[1] + 1) spans.push([first, last]);
    else before[1] = Math.max(before[1], last);
  }
  return spans;
}
