import { execFileSync } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { isInside } from './paths.ts';

/** The most bytes of its output. */
const LARGEST = 256 << 20;
/** What a repository's own configuration can have git run; what it can run for one file is in `filtersIn`. */
const QUIET = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.pager=cat', 'protocol.allow=never'];
const NAMES = process.platform === 'win32' ? ['git.exe'] : ['git'];

/**
 * Asks git something about a repository that may be anybody's: git runs no hook, file system monitor, external diff,
 * converter or filter that the repository names, fetches nothing, and changes nothing.
 * @param cwd absolute.
 * @param words a command that only reads, such as `ls-files`, with its arguments.
 * @returns its output; null where there is no git, no repository, or git fails.
 * @see https://git-scm.com/docs/git-config
 */
export function git(cwd: string, words: readonly string[]): Buffer | null {
  const program = programFor(cwd);
  if (program === null) return null;
  const off = [...QUIET, ...filtersIn(program, cwd)].flatMap((setting) => ['-c', setting]);
  return run(program, cwd, [...off, '--literal-pathspecs', ...words]);
}

/** Settings that turn each filter off: an empty one does nothing. https://git-scm.com/docs/gitattributes#_filter */
function filtersIn(program: string, cwd: string): readonly string[] {
  const found = run(program, cwd, ['config', '--null', '--name-only', '--get-regexp', '^(filter|diff)\\.']);
  const names = found?.toString().split('\0').filter(Boolean) ?? [];
  return [...new Set(names)].map((name) => (/\.required$/i.test(name) ? `${name}=false` : `${name}=`));
}

function run(program: string, cwd: string, words: readonly string[]): Buffer | null {
  const { GIT_EXTERNAL_DIFF: _, GIT_TRACE: __, ...env } = process.env;
  const quiet = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };
  try {
    return execFileSync(program, words, {
      cwd,
      env: { ...env, ...quiet },
      maxBuffer: LARGEST,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

/** git as the user's PATH has it: a relative part of that, and a folder of the project, could hold anything of that name. */
function programFor(cwd: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  for (const path of folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))) {
    if (isProgram(path) && !isInside(realpathSync(path), realpathSync(cwd))) return path;
  }
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
