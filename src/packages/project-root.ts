import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isInside } from '../files/paths.ts';
import { namesIn } from '../files/peek.ts';
import { readText } from '../files/read.ts';
import { repositoryOf } from '../files/walk/patterns.ts';

/** What declares dependencies by its name alone; a Dockerfile or a workflow makes no project. */
const MANIFEST =
  /^(Pipfile|setup\.py|(requirements?|reqs)|([\w.-]*[-_.])?requirements?([-_.][\w.-]*)?\.(txt|in|pip))$/i;
/** What does so with one of these tables: many hold only the settings of linters. */
const TABLES: Readonly<Record<string, RegExp>> = {
  'pyproject.toml': /^[ \t]*\[\s*(project|dependency-groups|tool\s*\.\s*(poetry|pdm|hatch|uv))\b/m,
  'setup.cfg': /^\[options/m,
};

/**
 * The folders that may be the project which a folder belongs to, the likeliest first. A folder has the same ones from
 * wherever it is asked about: its repository's top, as what lies beside it may say what production installs, and then the
 * nearest folder up to the top that declares dependencies. Without a repository it is the outermost such folder, else the
 * one with a manage.py, else the working directory, where the folder lies in that, or the folder itself.
 * @param folder absolute.
 * @param cwd the working directory, absolute.
 */
export function projectRoots(folder: string, cwd: string): readonly [string, ...string[]] {
  const { home, nearest, isManaged } = homeOf(folder);
  if (home !== null && !isManaged) return [home, ...(nearest === null || nearest === home ? [] : [nearest])];
  const own = home ?? folder;
  return isInside(own, cwd) && !isPlaceOfMany(cwd) ? [own, cwd] : [own];
}

/**
 * The project that a folder belongs to, as something in it or above it shows; null where nothing does.
 * @param folder absolute.
 * @param cwd the working directory, absolute: what lies in it, and in no project, belongs together.
 */
export function projectOf(folder: string, cwd: string): string {
  const { home } = homeOf(folder);
  if (home !== null) return home;
  return (folder === cwd || isInside(folder, cwd)) && !isPlaceOfMany(cwd) ? cwd : folder;
}

/**
 * The folder whose modules may import those of a folder, wherever it is asked about from: the project's, or where nothing
 * shows one, that above the outermost package which the folder is part of.
 * @param folder absolute.
 */
export function importersOf(folder: string): string {
  const { home } = homeOf(folder);
  let above = folder;
  while (namesIn(above).includes('__init__.py') && !isShared(above)) above = dirname(above);
  return home ?? above;
}

interface Home {
  readonly home: string | null;
  /** The nearest folder in it that declares dependencies. */
  readonly nearest: string | null;
  /** Whether a manage.py is all that shows it. */
  readonly isManaged: boolean;
}

/** The project above a folder. */
function homeOf(folder: string): Home {
  const repository = repositoryOf(folder);
  const top = repository === null || isShared(repository) ? null : repository;
  const above = upTo(folder, top).map((at) => ({ at, names: namesIn(at) }));
  const declaring = above.filter(({ at, names }) => declaresDependencies(at, names)).map(({ at }) => at);
  if (top !== null) return { home: top, nearest: declaring[0] ?? null, isManaged: false };
  const outermost = declaring.at(-1);
  if (outermost !== undefined) return { home: outermost, nearest: null, isManaged: false };
  const managed = above.find(({ names }) => names.includes('manage.py'))?.at ?? null;
  return { home: managed, nearest: null, isManaged: managed !== null };
}

/**
 * Whether a folder is no project but holds what has nothing to do with one another, such as `/` or a home: nothing in it
 * shows a project. In a container either may be one.
 * @param folder absolute.
 */
export function isPlaceOfMany(folder: string): boolean {
  if (!isShared(folder)) return false;
  const names = namesIn(folder);
  return !['.git', 'manage.py'].some((name) => names.includes(name)) && !declaresDependencies(folder, names);
}

/** A folder and those above it, up to a repository's top, or to where many projects lie side by side. */
function upTo(folder: string, top: string | null): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== top; ) {
    at = dirname(at);
    if (at === found.at(-1) || isShared(at)) break;
    found.push(at);
  }
  return found;
}

/** Whether a folder holds what has nothing to do with one another: the disk, a home, the folder for temporary files. */
function isShared(folder: string): boolean {
  return folder === dirname(folder) || folder === homedir() || folder === tmpdir() || folder === dirname(homedir());
}

/** Whether a folder holds a manifest that declares dependencies. @param folder absolute. @param names what it holds. */
export function declaresDependencies(folder: string, names: readonly string[] = namesIn(folder)): boolean {
  return names.some((name) => {
    const tables = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
    return tables === undefined ? MANIFEST.test(name) : tables.test(readText(join(folder, name), 'manifest') ?? '');
  });
}
