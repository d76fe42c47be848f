import { join, relative } from 'node:path';
import { git } from '../git.ts';

/** How many paths go into one command, whose length is limited. */
const MOST_PATHS = 1000;

/**
 * Of some files, those that git tracks: a .gitignore does not affect them.
 * Without git, or outside of a repository, there are none.
 * @param root the folder that they lie in, absolute.
 * @param files absolute.
 * @see https://git-scm.com/docs/gitignore#_notes
 */
export function trackedAmong(root: string, files: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < files.length; at += MOST_PATHS) {
    const paths = files.slice(at, at + MOST_PATHS).map((file) => relative(root, file));
    found.push(...listed(root, paths).map((path) => join(root, path)));
  }
  return found;
}

function listed(cwd: string, paths: readonly string[]): readonly string[] {
  return (
    git(cwd, ['ls-files', '-z', '--', ...paths])
      ?.toString()
      .split('\0')
      .filter(Boolean) ?? []
  );
}
