import type { Table } from '../../../util/table.ts';
import type { Group, ManifestFile, Place, Warning } from '../manifest.ts';

/** A TOML file that was read, with a way to find lines in it: the parser keeps no places. */
export interface Toml {
  readonly table: Table;
  /** The place of a value, given the path of keys that leads to it. */
  place(keys: readonly string[], value?: string): Place;
}

/** What one of the tables of a pyproject.toml holds. */
export interface TableGroups {
  readonly groups: readonly Group[];
  readonly warnings: readonly Warning[];
}

/** A pyproject.toml that is being read. */
export interface Pyproject {
  readonly path: string;
  readonly table: Table;
  readonly place: Toml['place'];
  /** The project's own distribution, normalised; null where it has no name. */
  readonly own: string | null;
}

/** Parses a TOML manifest. @returns a warning with the line where it is broken. */
export async function readToml({ path, text }: ManifestFile): Promise<Toml | Warning> {
  const { parseToml } = await import('../../../util/toml.ts');
  const parsed = parseToml(text);
  if ('mistake' in parsed) return { file: path, line: parsed.mistake.line, message: parsed.mistake.message };
  const lines = text.split(/\r\n|\n/);
  return { table: parsed.table, place: (keys, value) => placeIn(path, lines, keys, value) };
}

/** The strings of a list, or a lone string as a list of one. */
export function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function placeIn(file: string, lines: readonly string[], keys: readonly string[], value: string | undefined): Place {
  const { start, end, rest } = sectionOf(lines, keys);
  let at = start;
  for (let depth = 0; depth < rest.length; depth++) {
    // `group.test.dependencies.pytest = "*"` is more than another line's `group`.
    for (let length = rest.length - depth; length > 0; length--) {
      const wanted = rest.slice(depth, depth + length).join('.');
      const found = lineWhere(lines, at, end, (line) => startsWithKey(line, wanted));
      if (found === null) continue;
      at = found;
      depth += length - 1;
      break;
    }
  }
  const quoted = value === undefined ? null : [JSON.stringify(value), `'${value}'`];
  const line = quoted === null ? at : (lineWhere(lines, at, end, (text) => quoted.some((q) => text.includes(q))) ?? at);
  return { file, line: line + 1, text: (value ?? lines[line] ?? '').trim() };
}

/** The section with the longest header that leads to the keys, and the keys that are left inside it. */
function sectionOf(lines: readonly string[], keys: readonly string[]) {
  for (let length = keys.length; length > 0; length--) {
    const header = `[${keys.slice(0, length).join('.')}]`;
    const start = lines.findIndex((line) => line.replace(/#.*$/, '').replace(/[\s"']/g, '') === header);
    if (start === -1) continue;
    const next = lines.findIndex((line, index) => index > start && /^\s*\[\[?[\w."' -]+\]\]?\s*(#.*)?$/.test(line));
    return { start, end: next === -1 ? lines.length : next, rest: keys.slice(length) };
  }
  return { start: 0, end: lines.length, rest: keys };
}

function startsWithKey(line: string, key: string): boolean {
  const bare = line.trimStart().replace(/^["']|["'](?=\s*=)/g, '');
  return bare.startsWith(key) && /^\s*[=.]/.test(bare.slice(key.length));
}

function lineWhere(lines: readonly string[], from: number, to: number, test: (line: string) => boolean): number | null {
  for (let at = from; at < to; at++) if (test(lines[at] ?? '')) return at;
  return null;
}
