import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { upward } from '../../files/folders.ts';
import { isFile } from '../../files/peek.ts';
import { UsageError } from '../../util/errors.ts';
import { ownFolders } from './environments.ts';

/** Where a project was looked for. */
export interface Place {
  /** The folder that was asked about, with links resolved. */
  readonly folder: string;
  /** The project's own; null where there is none. */
  readonly root: string | null;
}

/**
 * The project's folder around another one: the nearest one upward, else the only one below.
 * @param folder absolute.
 * @param isRoot whether a folder is a project's.
 * @param depth how many folders below it may lie.
 * @throws UsageError where there is no such folder, or more than one project below it.
 */
export async function searchRoot(folder: string, isRoot: (folder: string) => boolean, depth: number): Promise<Place> {
  const real = await realpath(folder).catch(() => null);
  if (real === null || !(await stat(real)).isDirectory()) throw new UsageError(`there is no folder ${folder}`);
  const above = upward(real).find(isRoot);
  if (above !== undefined) return { folder: real, root: above };
  const below = await rootsBelow(real, isRoot, depth);
  if (below.length > 1) {
    const names = below.map((path) => relative(real, path)).join(', ');
    throw new UsageError(`there is more than one project here; name one of ${names}`);
  }
  return { folder: real, root: below[0] ?? null };
}

async function rootsBelow(folder: string, isRoot: (folder: string) => boolean, depth: number): Promise<string[]> {
  if (depth === 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    ownFolders(entries).map(async (name) => {
      const path = join(folder, name);
      if (isFile(join(path, 'pyvenv.cfg'))) return [];
      return isRoot(path) ? [path] : rootsBelow(path, isRoot, depth - 1);
    }),
  );
  return found.flat().sort();
}
