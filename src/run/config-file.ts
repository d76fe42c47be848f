import { readFileSync, statSync } from 'node:fs';
import { codeOf, reasonOf, UsageError } from '../util/errors.ts';
import type { Table } from '../util/table.ts';

/** The bytes of a configuration file; null where there is no such file. */
export function readIfThere(file: string): Buffer | null {
  try {
    // Most folders have none: an error for each would cost more than all else that is done in them.
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return null;
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw new UsageError(`can't read ${file}: ${reasonOf(error)}`);
  }
}

/** The table of a TOML file. @throws UsageError with file, line and column where it is not TOML. */
export async function tableOf(text: string, shown: string): Promise<Table> {
  const parsed = (await import('../util/toml.ts')).parseToml(text);
  if ('table' in parsed) return parsed.table;
  const { line, column, message } = parsed.mistake;
  throw new UsageError(`${shown}:${line}:${column}: ${message}`);
}
