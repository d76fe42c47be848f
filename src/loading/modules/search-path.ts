import { folderOf } from '../../packages/paths.ts';
import { inside, nameOf, topOf } from './paths.ts';

/**
 * The folders that may be on Python's search path: first those with a manage.py, as Python puts a script's folder
 * there, then those above an outermost package, the project's top, and `src`.
 * @param paths the project's Python files, relative to it, with `/`.
 * @param folders the folders of the paths, in the order of the first path in each.
 * @see https://docs.python.org/3/library/sys_path_init.html
 */
export function searchPath(paths: readonly string[], folders: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(named('manage.py', paths).map(folderOf));
  const packages = new Set(named('__init__.py', paths).map(folderOf));
  for (const folder of folders) {
    if (!packages.has(folder)) continue;
    let top = folder;
    while (top !== '' && packages.has(folderOf(top))) top = folderOf(top);
    found.add(folderOf(top));
  }
  return found.add('').add('src');
}

function named(name: string, paths: readonly string[]): readonly string[] {
  return paths.filter((path) => path.endsWith(name) && nameOf(path) === name);
}

/** For each top-level name that can be imported, the folders of the search path that have it, in its order. */
type Holders = ReadonlyMap<string, readonly string[]>;

/** The project's Python files. */
export interface Files {
  readonly files: ReadonlySet<string>;
  /** The files below a folder, sorted. */
  below(folder: string): readonly string[];
}

/**
 * Finds which folders of a search path have which top-level names.
 * @param folders the folders of the project's Python files.
 */
export function holdersOf(starts: ReadonlySet<string>, folders: ReadonlySet<string>, { below }: Files): Holders {
  const contents = new Map([...starts].map((folder) => [folder, new Set<string>()]));
  const all = new Set(folders);
  for (const folder of all) {
    if (folder === '') continue;
    contents.get(folderOf(folder))?.add(nameOf(folder));
    all.add(folderOf(folder));
  }
  for (const [folder, names] of contents) {
    const own = folders.has(folder) ? below(folder).filter((path) => path.lastIndexOf('/') <= folder.length) : [];
    for (const path of own) names.add(nameOf(path).slice(0, -'.py'.length));
  }
  const found = new Map<string, string[]>();
  for (const [folder, names] of contents) {
    for (const name of names) {
      const others = found.get(name);
      if (others === undefined) found.set(name, [folder]);
      else others.push(folder);
    }
  }
  return found;
}

/**
 * Finds the file of a name, written with `/` for dots, in the first folder of the search path that has it.
 * Trees of many services have folders of the same name in each: searching them one by one for each name would be slow.
 */
export function finderIn(holders: Holders, modules: Files): (name: string) => string | null {
  const known = new Map<string, ReadonlyMap<string, string>>();
  return (name) => {
    const top = topOf(name);
    const byName = known.get(top) ?? filesByName(top, holders.get(top) ?? [], modules);
    known.set(top, byName);
    return byName.get(name) ?? null;
  };
}

function filesByName(top: string, folders: readonly string[], { files, below }: Files): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const folder of folders) {
    const held = inside(folder, top);
    for (const path of [`${held}.py`, ...below(held)]) {
      const end = path.endsWith('/__init__.py') ? '/__init__.py' : '.py';
      const name = top + path.slice(held.length, -end.length);
      if (files.has(path) && !found.has(name)) found.set(name, path);
    }
  }
  return found;
}
