import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { slashed } from '../../files/paths.ts';
import { DEPTH, ownFolders } from './environments.ts';

/** More of them help nobody who has to choose one. */
const MOST = 6;

/** The modules of a project that are settings by their names, dotted, for somebody who has to choose one. */
export async function settingsByName(root: string): Promise<readonly string[]> {
  const files = await namedSettings(root, DEPTH);
  const modules = files.map((path) =>
    slashed(path, root)
      .replace(/\.py$/, '')
      .replace(/\/__init__$/, '')
      .replaceAll('/', '.'),
  );
  return modules.slice(0, MOST);
}

async function namedSettings(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some(({ name }) => name === 'pyvenv.cfg')) return [];
  const isSettings = basename(folder) === 'settings';
  const files = entries.filter((each) => each.isFile() && each.name.endsWith('.py')).map(({ name }) => name);
  const own = files.filter((name) => isSettings || /^(settings\w*|\w*_settings)\.py$/.test(name)).sort();
  const below = depth > 0 ? ownFolders(entries).sort() : [];
  const nested = await Promise.all(below.map((name) => namedSettings(join(folder, name), depth - 1)));
  return [...own.map((name) => join(folder, name)), ...nested.flat()];
}
