import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git } from './git.ts';
import { isInside } from './paths.ts';

/** Which files of a repository: those in the index that differ from HEAD, those that differ from it at all, or from where a branch left a commit. */
export type Since = 'staged' | 'changed' | { readonly ref: string };

/**
 * The Python files that git has as added or changed, also those that it does not know yet, unless `staged` is asked for.
 * @param paths files and folders that they are to lie in, relative to `cwd`, which is absolute.
 * @returns absolute paths; null where there is no repository, or no such commit.
 */
export function changedFiles(cwd: string, paths: readonly string[], since: Since): readonly string[] | null {
  const top = git(cwd, ['rev-parse', '--show-toplevel'])?.toString().trim();
  if (top === undefined) return null;
  const diff = git(cwd, [
    'diff',
    '--name-only',
    '-z',
    '--diff-filter=ACMR',
    '--no-ext-diff',
    '--no-textconv',
    ...wordsFor(since),
  ]);
  const fresh = since === 'staged' ? Buffer.alloc(0) : git(top, ['ls-files', '-z', '--others', '--exclude-standard']);
  if (diff === null || fresh === null) return null;
  const wanted = paths.map((path) => real(resolve(cwd, path)));
  const names = `${diff.toString()}${fresh.toString()}`.split('\0').filter((name) => name.endsWith('.py'));
  const files = [...new Set(names)].map((name) => join(real(top), name));
  return files.filter((file) => wanted.some((path) => file === path || isInside(file, path))).sort();
}

function wordsFor(since: Since): readonly string[] {
  if (since === 'staged') return ['--cached', '--'];
  if (since === 'changed') return ['HEAD', '--'];
  return ['--merge-base', '--end-of-options', since.ref, '--'];
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
