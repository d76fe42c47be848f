import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isInside } from '../files/paths.ts';
import { namesIn, readText } from '../files/peek.ts';
import { repositoryOf } from '../files/walk/patterns.ts';

/** What declares dependencies by its name alone; a Dockerfile or a workflow makes no project. */
const MANIFEST =
  /^(Pipfile|setup\.py|(requirements?|reqs)|([\w.-]*[-_.])?requirements?([-_.][\w.-]*)?\.(txt|in|pip))$/i;
/** What does so with one of these tables: many hold only the settings of linters. */
const TABLES: Readonly<Record<string, RegExp>> = {
  'pyproject.toml': /^\s*\[\s*(project|dependency-groups|tool\s*\.\s*(poetry|pdm|hatch|uv))\b/m,
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
  const repository = repositoryOf(folder);
  const top = repository === null || isShared(repository) ? null : repository;
  const above = upTo(folder, top).map((at) => ({ at, names: namesIn(at) }));
  const declaring = above.filter(({ at, names }) => declaresDependencies(at, names)).map(({ at }) => at);
  if (top !== null) return [top, ...declaring.slice(0, 1).filter((at) => at !== top)];
  const outermost = declaring.at(-1);
  if (outermost !== undefined) return [outermost];
  const own = above.find(({ names }) => names.includes('manage.py'))?.at ?? folder;
  return isInside(own, cwd) ? [own, cwd] : [own];
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
    return tables === undefined ? MANIFEST.test(name) : tables.test(readText(join(folder, name)) ?? '');
  });
}
