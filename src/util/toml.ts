import { parse, TomlError } from 'smol-toml';
import type { Table } from './table.ts';

/** Where a text is not TOML, and why, in one line; line and column count from 1. */
export interface TomlMistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What the parser takes in about a second; the largest lock files have some thousand tables. */
const MOST = { tables: 50_000, line: 64 << 10 };

/**
 * Parses TOML. A byte order mark may stand before it, and is not counted. What has more tables, or longer lines, than
 * people and tools write is a mistake too: the parser takes gigabytes for a key of a million parts.
 */
export function parseToml(text: string): { readonly table: Table } | { readonly mistake: TomlMistake } {
  const excess = excessIn(text);
  if (excess !== null) return { mistake: excess };
  try {
    return { table: parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [message = 'not valid TOML'] = error.message.split('\n');
    return { mistake: { line: error.line, column: error.column, message } };
  }
}

function excessIn(text: string): TomlMistake | null {
  let tables = 0;
  for (let line = 1, start = 0; start < text.length; line++) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > MOST.line) return { line, column: 1, message: `a line of more than ${MOST.line >> 10} KB` };
    if (text[start] === '[' && ++tables > MOST.tables)
      return { line, column: 1, message: `more than ${MOST.tables} tables` };
    start = end + 1;
  }
  return null;
}
