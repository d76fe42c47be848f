/** Lines of two texts that stand for each other: `[start, end)` in the one and in the other, counted from 0. */
export interface Region {
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
}

/** A line's place in the one text and in the other. */
type Pair = readonly [number, number];

/**
 * Cuts two texts where long runs of lines are the same in both, so that each region can be compared for itself: a diff
 * takes time in proportion to its edits times its lines. A run is cut between two lines of it that stand once in either
 * text, as no edit can be told to lie beyond such a line, and only where more than twice the context lies between them,
 * as hunks that are closer are one.
 * @param context how many lines a hunk shows around its edits; the regions overlap by them.
 */
export function regionsOf(before: readonly string[], after: readonly string[], context: number): readonly Region[] {
  const regions: Region[] = [];
  let start: Pair = [0, 0];
  let first: Pair | null = null;
  let last: Pair | null = null;
  const cut = (): void => {
    if (first === null || last === null || last[0] - first[0] < 2 * context) return;
    regions.push({ before: [start[0], first[0] + context + 1], after: [start[1], first[1] + context + 1] });
    start = [last[0] - context, last[1] - context];
  };
  for (const pair of increasing(singles(before, after))) {
    if (last === null || !isRun(before, after, last, pair)) {
      cut();
      first = pair;
    }
    last = pair;
  }
  cut();
  return [...regions, { before: [start[0], before.length], after: [start[1], after.length] }];
}

/** The lines that stand once in either text, in the order of the one. */
function singles(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const places = (lines: readonly string[]) => {
    const found = new Map<string, number>();
    for (const [at, line] of lines.entries()) found.set(line, found.has(line) ? -1 : at);
    return found;
  };
  const others = places(after);
  return [...places(before)].flatMap(([line, at]) => {
    const other = others.get(line) ?? -1;
    return at < 0 || other < 0 ? [] : [[at, other] as const];
  });
}

/** As many of some pairs, in the order of the one text, as are in the order of the other too: patience sorting. */
function increasing(pairs: readonly Pair[]): readonly Pair[] {
  const ends: number[] = [];
  const back: number[] = [];
  for (const [index, [, at]] of pairs.entries()) {
    let low = 0;
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] as number] as Pair)[1] < at) low = middle + 1;
      else high = middle;
    }
    back.push(ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const kept: Pair[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = back[at] as number) kept.push(pairs[at] as Pair);
  return kept.reverse();
}

/** Whether all lines from one pair to another are the same. */
function isRun(before: readonly string[], after: readonly string[], from: Pair, to: Pair): boolean {
  const length = to[0] - from[0];
  if (length !== to[1] - from[1]) return false;
  for (let at = 1; at < length; at++) if (before[from[0] + at] !== after[from[1] + at]) return false;
  return true;
}
