import { type Table, tableIn } from '../../../util/table.ts';
import { normalised } from '../../naming-conventions.ts';
import type { ManifestFile, Warning } from '../manifest.ts';
import type { Lock, LockedDependency, LockedPackage } from './lock.ts';

/** One entry of a lock file. */
export interface LockedEntry {
  /** As it is written. */
  readonly name: string;
  readonly version: unknown;
  readonly dependencies: readonly LockedDependency[];
  readonly extras?: ReadonlyMap<string, readonly LockedDependency[]>;
  /** The roles that it is installed for, where the lock file says it. */
  readonly roles?: readonly string[];
}

/**
 * Puts a lock file's entries together.
 * @param named finds the name in a line that starts an entry; its first group is the name.
 */
export function lockOf({ path, text }: ManifestFile, entries: readonly LockedEntry[], named: RegExp): Lock {
  const lines = linesOf(text, named);
  const packages = new Map<string, LockedPackage>();
  const installs = new Map<string, LockedDependency[]>();
  for (const { name: written, version, dependencies, extras = new Map(), roles = [] } of entries) {
    const name = normalised(written);
    const before = packages.get(name);
    const at = lines.get(name) ?? { line: 1, text: written };
    packages.set(name, {
      version: before?.version ?? (typeof version === 'string' ? version : null),
      place: { file: path, ...at },
      dependencies: [...(before?.dependencies ?? []), ...dependencies],
      extras: before === undefined ? extras : joined(before.extras, extras),
    });
    for (const role of roles) add(installs, role, { name, extras: [] });
  }
  return { file: path, packages, installs };
}

/** The line that each entry starts on, by normalised name: parsers keep no places, and files have many lines. */
function linesOf(text: string, named: RegExp): ReadonlyMap<string, { line: number; text: string }> {
  const found = new Map<string, { line: number; text: string }>();
  text.split('\n').forEach((line, index) => {
    const name = named.exec(line)?.[1];
    if (name === undefined || found.has(normalised(name))) return;
    found.set(normalised(name), { line: index + 1, text: line.trim() });
  });
  return found;
}

function joined(
  one: LockedPackage['extras'],
  other: LockedPackage['extras'],
): ReadonlyMap<string, readonly LockedDependency[]> {
  const found = new Map(one);
  for (const [extra, needs] of other) found.set(extra, [...(found.get(extra) ?? []), ...needs]);
  return found;
}

/** Adds an item to the list of a key. */
export function add<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

/** The line that an entry of a TOML lock file starts on. */
export const TOML_NAME = /^name = "([^"]+)"\s*$/;

/** The tables of an array in a lock file in TOML, and the whole of it; a warning where it is broken. */
export async function readTables(
  { path, text }: ManifestFile,
  key: string,
): Promise<{ readonly whole: Table; readonly entries: readonly Table[] } | Warning> {
  const { parseToml } = await import('../../../util/toml.ts');
  const parsed = parseToml(text);
  if ('mistake' in parsed) return { file: path, line: parsed.mistake.line, message: parsed.mistake.message };
  const listed = parsed.table[key];
  return { whole: parsed.table, entries: Array.isArray(listed) ? listed.map((entry) => tableIn(entry)) : [] };
}
