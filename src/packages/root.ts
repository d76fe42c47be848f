import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isInside } from '../files/paths.ts';
import { repositoryOf } from '../files/patterns.ts';

/** What declares dependencies; a Dockerfile or a workflow alone makes no project. */
const MANIFEST =
  /^(pyproject\.toml|Pipfile|setup\.(py|cfg)|(requirements?|reqs)|([\w.-]*[-_.])?requirements?([-_.][\w.-]*)?\.(txt|in|pip))$/i;

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
    if (names.some((name) => MANIFEST.test(name))) return [at];
    if (names.includes('manage.py')) managed ??= at;
    if (at === top || at === dirname(at)) break;
  }
  const own = managed ?? folder;
  return own === top ? [own] : [own, top];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
