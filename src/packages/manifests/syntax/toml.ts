import type { Table } from '../../../util/table.ts';
import type { Group, ManifestFile, Place, Warning } from '../manifest.ts';
import { placesIn } from './toml-places.ts';

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
  return { table: parsed.table, place: placesIn(path, text) };
}

/** The strings of a list, or a lone string as a list of one. */
export function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
