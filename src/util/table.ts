/** A table as parsers of TOML give it. */
export type Table = Readonly<Record<string, unknown>>;

/** Whether a parsed value is a table. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The table at a path of keys; null where there is none. */
export function tableAt(table: Table, keys: readonly string[]): Table | null {
  let at: unknown = table;
  for (const key of keys) at = isTable(at) ? at[key] : undefined;
  return isTable(at) ? at : null;
}

/** The table at a path of keys; an empty one where there is none. */
export function tableIn(table: unknown, ...keys: readonly string[]): Table {
  return (isTable(table) ? tableAt(table, keys) : null) ?? {};
}

/** Whether a parsed value is a list of strings. */
export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
