import { UsageError } from '../util/errors.ts';
import type { Table } from '../util/table.ts';

/** The table of a TOML file. @throws UsageError with file, line and column where it is not TOML. */
export async function tableOf(text: string, shown: string): Promise<Table> {
  const parsed = (await import('../util/toml.ts')).parseToml(text);
  if ('table' in parsed) return parsed.table;
  const { line, column, message } = parsed.mistake;
  throw new UsageError(`${shown}:${line}:${column}: ${message}`);
}
