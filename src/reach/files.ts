import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { slashed } from '../files/paths.ts';
import { DEFAULT_EXCLUDES } from '../files/patterns.ts';
import { walk } from '../files/walk.ts';
import { SETTINGS_SOURCES } from './starts.ts';

const FOLDERS =
  ' .github/workflows docker .docker compose deploy deployment config .envs .devcontainer k8s kubernetes helm charts infra ops etc scripts bin'.split(
    ' ',
  );
/** How far below those folders the files lie that name settings modules. */
const DEPTH = 3;

/**
 * The project's Python files, and the other files that may name a settings module.
 * @returns paths relative to the root, with `/`, sorted.
 */
export async function listProject(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const limits = { exclude: DEFAULT_EXCLUDES, excludeBase: root, gitignore: true };
  walk(
    root,
    limits,
    (file) => found.push(slashed(file, root)),
    () => {},
  );
  const folders = new Set([...FOLDERS, ...found.flatMap(foldersOf)]);
  const others = await Promise.all(
    [...folders].map((folder) => sourcesIn(root, folder, FOLDERS.includes(folder) && folder !== '' ? DEPTH : 0)),
  );
  return [...new Set([...found, ...others.flat()])].sort();
}

/** The folders above a file that files beside a project lie in: the topmost two, and any above a manage.py. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  const depth = path.endsWith('manage.py') ? parts.length : Math.min(parts.length, 2);
  return Array.from({ length: depth }, (_, above) => parts.slice(0, above + 1).join('/'));
}

async function sourcesIn(root: string, folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const inside = folder === '' ? '' : `${folder}/`;
  const nested = entries.filter((entry) => depth > 0 && entry.isDirectory() && entry.name !== 'node_modules');
  const below = await Promise.all(nested.map(({ name }) => sourcesIn(root, inside + name, depth - 1)));
  const here = entries.filter((entry) => entry.isFile() && SETTINGS_SOURCES.test(inside + entry.name));
  return [...here.map(({ name }) => inside + name), ...below.flat()];
}
