import { join } from 'node:path';
import { isWidth, parseToml, readIfThere, tableAt, upward } from './config.ts';

const DEFAULT_WIDTH = 88;

/** Where a formatter's line length stands: file and table, the first that is there decides. */
const PLACES: readonly (readonly [string, readonly string[]])[] = [
  ['.ruff.toml', []],
  ['ruff.toml', []],
  ['pyproject.toml', ['tool', 'ruff']],
  ['pyproject.toml', ['tool', 'black']],
];

/**
 * The widest line that the project's formatter allows in a folder: the nearest `line-length`
 * of ruff or black, from the folder up to its repository's top, else 88.
 */
export async function widthIn(folder: string): Promise<number> {
  for (const at of upward(folder)) {
    for (const [name, keys] of PLACES) {
      const width = await widthAt(join(at, name), keys);
      if (width !== null) return width;
    }
  }
  return DEFAULT_WIDTH;
}

async function widthAt(file: string, keys: readonly string[]): Promise<number | null> {
  try {
    const bytes = readIfThere(file);
    if (bytes === null || !bytes.includes('line-length')) return null;
    const width = tableAt(await parseToml(bytes.toString('utf8'), file), keys)?.['line-length'];
    return isWidth(width) ? width : null;
  } catch {
    // A broken file of another tool is that tool's business; the default width is right for most.
    return null;
  }
}
