import type { Place } from '../manifest.ts';

/** Parts of a dotted key that are looked at; nobody writes as many. */
const MOST_PARTS = 64;

/** Lines by what stands in them, each list in the order of the lines. */
type Index = ReadonlyMap<string, readonly number[]>;

/**
 * Finds the lines of values in TOML: the parser keeps no places. The lines are looked through once, however many places
 * are asked for.
 * @param text the file's.
 * @returns finds the place of a value, given the path of keys that leads to it.
 */
export function placesIn(file: string, text: string): (keys: readonly string[], value?: string) => Place {
  const lines = text.split(/\r\n|\n/);
  let made: ReturnType<typeof indexed> | null = null;
  return (keys, value) => {
    made ??= indexed(lines);
    const { start, end, rest } = sectionOf(made, lines.length, keys);
    const at = keyIn(made.keys, start, end, rest);
    const written = value === undefined ? [] : [JSON.stringify(value), `'${value}'`];
    const found = written.flatMap((each) => firstIn(made?.strings.get(each), at, end) ?? []);
    const line = found.length === 0 ? at : Math.min(...found);
    return { file, line: line + 1, text: (value ?? lines[line] ?? '').trim() };
  };
}

function indexed(lines: readonly string[]) {
  const [headers, keys, strings] = [
    new Map<string, number>(),
    new Map<string, number[]>(),
    new Map<string, number[]>(),
  ];
  const starts: number[] = [];
  const add = (map: Map<string, number[]>, key: string, at: number) => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [at]);
    else if (known.at(-1) !== at) known.push(at);
  };
  for (const [at, line] of lines.entries()) {
    if (/^\s*\[/.test(line)) {
      const header = line.replace(/#.*$/, '').replace(/[\s"']/g, '');
      if (!headers.has(header)) headers.set(header, at);
      if (/^\s*\[\[?[\w."' -]+\]\]?\s*(#.*)?$/.test(line)) starts.push(at);
    }
    for (const key of keysOf(line)) add(keys, key, at);
    for (const [literal] of line.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g)) add(strings, literal, at);
  }
  return { headers, starts, keys, strings };
}

/** What a line may give a value to: a key, and each start of a dotted one. */
function keysOf(line: string): readonly string[] {
  const bare = line.trimStart().replace(/^["']|["'](?=\s*=)/g, '');
  const found: string[] = [];
  for (const { index } of bare.matchAll(/[=.]/g)) {
    if (found.length === MOST_PARTS) break;
    found.push(bare.slice(0, index).trimEnd());
  }
  return found;
}

/** The section with the longest header that leads to the keys, and the keys that are left inside it. */
function sectionOf({ headers, starts }: ReturnType<typeof indexed>, count: number, keys: readonly string[]) {
  for (let length = keys.length; length > 0; length--) {
    const start = headers.get(`[${keys.slice(0, length).join('.')}]`);
    if (start === undefined) continue;
    return { start, end: firstIn(starts, start + 1, count) ?? count, rest: keys.slice(length) };
  }
  return { start: 0, end: count, rest: keys };
}

function keyIn(index: Index, start: number, end: number, rest: readonly string[]): number {
  let at = start;
  for (let depth = 0; depth < rest.length; depth++) {
    // `group.test.dependencies.pytest = "*"` is more than another line's `group`.
    for (let length = rest.length - depth; length > 0; length--) {
      const found = firstIn(index.get(rest.slice(depth, depth + length).join('.')), at, end);
      if (found === null) continue;
      at = found;
      depth += length - 1;
      break;
    }
  }
  return at;
}

/** The first of some ascending numbers in `[from, to)`; null where there is none. */
function firstIn(numbers: readonly number[] | undefined, from: number, to: number): number | null {
  if (numbers === undefined) return null;
  let low = 0;
  for (let high = numbers.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  const found = numbers[low];
  return found === undefined || found >= to ? null : found;
}
