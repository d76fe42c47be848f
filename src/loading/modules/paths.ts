import { folderOf } from '../../packages/paths.ts';

// Paths relative to a project, with `/`; its own folder is ''.

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The first part of a path. */
export function topOf(path: string): string {
  const end = path.indexOf('/');
  return end === -1 ? path : path.slice(0, end);
}

/** The folders above a path, the nearest first, the project's own last. */
export function* foldersAbove(path: string): Generator<string> {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    yield folder;
    if (folder === '') return;
  }
}

/** The folders of some paths, in the order of the first path in each. */
export function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.map(folderOf));
}

/** The path of something in a folder. */
export function inside(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

/** Of some sorted paths, those below a folder. */
export function below(folder: string, sorted: readonly string[]): readonly string[] {
  if (folder === '') return sorted;
  // `0` is the character after `/`: all paths that begin with `a/` sort before `a0`.
  return sorted.slice(placeOf(`${folder}/`, sorted), placeOf(`${folder}0`, sorted));
}

/** The index of a text among sorted ones, or where it would be inserted. */
function placeOf(wanted: string, sorted: readonly string[]): number {
  let [first, end] = [0, sorted.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if ((sorted[middle] as string) < wanted) first = middle + 1;
    else end = middle;
  }
  return first;
}
