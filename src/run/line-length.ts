import { join } from 'node:path';
import { upward } from '../files/folders.ts';
import { readIfThere } from '../files/read.ts';
import { tableAt } from '../util/table.ts';
import { tableOf } from './config-file.ts';
import { isWidth } from './config-keys.ts';

const DEFAULT_WIDTH = 88;

/** Where a formatter's line length stands: files, and the tables in them; the first that is there decides. */
const PLACES: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ['.ruff.toml', [[]]],
  ['ruff.toml', [[]]],
  [
    'pyproject.toml',
    [
      ['tool', 'ruff'],
      ['tool', 'black'],
    ],
  ],
];

/**
 * The widest line that the project's formatter allows in a folder: the nearest `line-length`
 * of ruff or black, from the folder up to its repository's top, else 88.
 * @returns a function that looks into each folder once.
 */
export function widthReader(): (folder: string) => Promise<number> {
  const known = new Map<string, Promise<number | null>>();
  const widthOf = (folder: string): Promise<number | null> => {
    const width = known.get(folder) ?? ownWidth(folder);
    known.set(folder, width);
    return width;
  };
  return async (folder) => {
    for (const at of upward(folder)) {
      const width = await widthOf(at);
      if (width !== null) return width;
    }
    return DEFAULT_WIDTH;
  };
}

async function ownWidth(folder: string): Promise<number | null> {
  for (const [name, tables] of PLACES) {
    const width = await widthAt(join(folder, name), tables);
    if (width !== null) return width;
  }
  return null;
}

async function widthAt(file: string, tables: readonly (readonly string[])[]): Promise<number | null> {
  try {
    const bytes = readIfThere(file, 'manifest');
    if (bytes === null || !bytes.includes('line-length')) return null;
    const content = await tableOf(bytes.toString('utf8'), file);
    return tables.map((keys) => tableAt(content, keys)?.['line-length']).find(isWidth) ?? null;
  } catch {
    // A broken file of another tool is that tool's business; the default width is right for most.
    return null;
  }
}
