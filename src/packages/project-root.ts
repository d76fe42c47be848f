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
 * The folders that may be the project which a folder belongs to, the likeliest first: the nearest one up to the top
 * that declares dependencies, else the nearest with a manage.py, else the folder itself, then the top.
 * The top is the repository's; without one it is the working directory, where the folder lies in that.
 * @param folder absolute.
 * @param cwd the working directory, absolute.
 */
export function projectRoots(folder: string, cwd: string): readonly [string, ...string[]] {
  const top = repositoryOf(folder) ?? (isInside(folder, cwd) ? cwd : folder);
  let managed: string | null = null;
  for (let at = folder; ; at = dirname(at)) {
    const names = namesIn(at);
    if (declaresDependencies(at, names)) return [at];
    if (names.includes('manage.py')) managed ??= at;
    if (at === top || at === dirname(at)) break;
  }
  const own = managed ?? folder;
  return own === top ? [own] : [own, top];
}

/** Whether a folder holds a manifest that declares dependencies. @param folder absolute. @param names what it holds. */
export function declaresDependencies(folder: string, names: readonly string[] = namesIn(folder)): boolean {
  return names.some((name) => {
    const tables = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
    return tables === undefined ? MANIFEST.test(name) : tables.test(readText(join(folder, name)) ?? '');
  });
}
