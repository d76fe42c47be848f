import { folderOf } from '../../packages/paths.ts';
import { type Homes, homesIn, isCalledAfter } from './homes.ts';
import { below, foldersAbove, inside, topOf } from './paths.ts';
import { type Files, finderIn, holdersOf, searchPath } from './search-path.ts';

/** The project's Python files, and how dotted names resolve to them. */
export interface Modules extends Files {
  readonly homes: Homes;
  /**
   * The file of an absolute dotted name; null where it is none of the project's.
   * @param from the file that names it: of several files with the name, that below the nearest folder above it counts.
   */
  find(dotted: string, from: string): string | null;
  /**
   * The file of a relative name such as `..a`, seen from a file; null where it is none of the project's.
   * @see https://docs.python.org/3/reference/import.html#package-relative-imports
   */
  findRelative(from: string, dotted: string): string | null;
}

/**
 * Finds files by the names that they can be imported by, from each folder of the search path.
 * @param paths relative to the project, with `/`, each once and sorted.
 * @param folders the folders of the paths, in the order of the first path in each.
 */
export function indexModules(paths: readonly string[], folders: ReadonlySet<string>): Modules {
  const files = new Set(paths);
  const starts = searchPath(paths, folders);
  const own: Files = { files, below: (folder) => below(folder, paths) };
  const holders = holdersOf(starts, folders, own);
  const elsewhere = finderIn(holders, own);
  const fileAt = (path: string): string | null => {
    const [module, init] = [`${path}.py`, inside(path, '__init__.py')];
    return files.has(module) ? module : files.has(init) ? init : null;
  };
  const homes = homesIn(paths);
  const find = (dotted: string, from: string) => {
    const name = dotted.replaceAll('.', '/');
    const held = holders.get(topOf(name));
    if (held === undefined) return null;
    for (const folder of foldersAbove(from)) {
      const file = starts.has(folder) ? fileAt(inside(folder, name)) : null;
      if (file !== null) return file;
    }
    const akin = held.length === 1 ? undefined : held.find((folder) => isCalledAfter(from, folder));
    const file = akin === undefined ? null : fileAt(inside(akin, name));
    if (file !== null) return file;
    return held.length === 1 ? fileAt(inside(held[0] as string, name)) : elsewhere(name);
  };
  return {
    ...own,
    homes,
    find: (dotted, from) => {
      const file = find(dotted, from);
      return file !== null && homes.isApart(from, file) ? null : file;
    },
    findRelative: (from, dotted) => {
      const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(dotted) ?? [];
      let folder = folderOf(from);
      for (let up = 1; up < dots.length; up++) folder = folderOf(folder);
      return fileAt(rest === '' ? folder : inside(folder, rest.replaceAll('.', '/')));
    },
  };
}
