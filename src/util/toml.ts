import { parse, TomlError } from 'smol-toml';
import type { Table } from './table.ts';

/** Where a text is not TOML, and why, in one line; line and column count from 1. */
export interface TomlMistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Parses TOML. A byte order mark may stand before it, and is not counted. */
export function parseToml(text: string): { readonly table: Table } | { readonly mistake: TomlMistake } {
  try {
    return { table: parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [message = 'not valid TOML'] = error.message.split('\n');
    return { mistake: { line: error.line, column: error.column, message } };
  }
}
