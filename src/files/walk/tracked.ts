import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';

const LARGEST = 64 << 20;
/** A command line has its limits. */
const MOST = 1000;

/**
 * Those of some files that git tracks: a .gitignore has nothing to say about them.
 * Without git, or outside of a repository, there are none. Nothing that the repository configures is run.
 * @param root the folder that they lie in, absolute.
 * @param files absolute.
 */
export function trackedAmong(root: string, files: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < files.length; at += MOST) {
    const paths = files.slice(at, at + MOST).map((file) => relative(root, file));
    found.push(...listed(root, paths).map((path) => join(root, path)));
  }
  return found;
}

function listed(cwd: string, paths: readonly string[]): readonly string[] {
  const words = ['-c', 'core.fsmonitor=false', '--literal-pathspecs', 'ls-files', '-z', '--', ...paths];
  try {
    const output = execFileSync('git', words, { cwd, maxBuffer: LARGEST, stdio: ['ignore', 'pipe', 'ignore'] });
    return output.toString().split('\0').filter(Boolean);
  } catch {
    return [];
  }
}
