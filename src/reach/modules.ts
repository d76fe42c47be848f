import { posix } from 'node:path';

/** The project's Python files, and which of them a dotted name means. */
export interface Modules {
  readonly files: ReadonlySet<string>;
  /**
   * The file of an absolute dotted name; null where it is none of the project's.
   * @param from the file that names it: where several files have the name, imports count from the nearest folder above it.
   */
  find(dotted: string, from: string): string | null;
  /** The file of a name as `from ..a import b` writes it, seen from a file. */
  findRelative(from: string, dotted: string): string | null;
}

/**
 * Indexes the project's files by the names that they can be imported by.
 * A file counts from the folder above its outermost package, from the project's top, and from where a manage.py lies.
 * @param paths relative to the project, with `/`.
 */
export function indexModules(paths: readonly string[]): Modules {
  const files = new Set(paths);
  const byName = named(paths, startsOf(paths, files));
  return {
    files,
    find: (dotted, from) => nearest(byName.get(dotted) ?? [], from),
    findRelative: (from, dotted) => {
      const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(dotted) ?? [];
      let folder = posix.dirname(from);
      for (let up = 1; up < dots.length; up++) folder = posix.dirname(folder);
      const path = posix.join(folder, ...rest.split('.').filter((part) => part !== ''));
      return [`${path}.py`, posix.join(path, '__init__.py')].find((candidate) => files.has(candidate)) ?? null;
    },
  };
}

/** What a dotted name means, the folder that imports count from then, and how far behind the first such folder that is. */
interface Meant {
  readonly path: string;
  readonly start: string;
  readonly rank: number;
}

/** The names that paths have, counted from the folders above them that imports may count from. */
function named(paths: readonly string[], starts: readonly string[]): ReadonlyMap<string, readonly Meant[]> {
  const ranks = new Map([...new Set(starts)].map((start, rank) => [start, rank]));
  const found = new Map<string, Meant[]>();
  for (const path of paths) {
    for (let start = folderOf(path); ; start = folderOf(start)) {
      const rank = ranks.get(start);
      if (rank !== undefined) {
        const name = dottedName(start === '' ? path : path.slice(start.length + 1));
        const meant = { path, start, rank };
        const others = found.get(name);
        if (others === undefined) found.set(name, [meant]);
        else others.push(meant);
      }
      if (start === '') break;
    }
  }
  return found;
}

/** Of the files with a name the one that counts from the nearest folder above the asking file, else from the first folder. */
function nearest(all: readonly Meant[], from: string): string | null {
  const distance = ({ start }: Meant) => (start === '' ? 0 : from.startsWith(`${start}/`) ? start.length : -1);
  const [first, ...others] = all;
  if (first === undefined) return null;
  return others.reduce((best, meant) => {
    const closer = distance(meant) - distance(best);
    return closer > 0 || (closer === 0 && meant.rank < best.rank) ? meant : best;
  }, first).path;
}

function dottedName(path: string): string {
  return path
    .replace(/\.py$/, '')
    .replace(/(^|\/)__init__$/, '')
    .replaceAll('/', '.');
}

/** The folders that imports may count from: those with a manage.py first, as they are what Python starts in. */
function startsOf(paths: readonly string[], files: ReadonlySet<string>): readonly string[] {
  const starts = new Set(paths.filter((path) => /(^|\/)manage\.py$/.test(path)).map(folderOf));
  for (const path of paths) {
    let top = folderOf(path);
    if (!files.has(posix.join(top, '__init__.py'))) continue;
    while (top !== '' && files.has(posix.join(folderOf(top), '__init__.py'))) top = folderOf(top);
    starts.add(folderOf(top));
  }
  return [...starts, '', 'src'];
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}
