import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';

/** Where systems keep their own: whatever else is called `cp` somewhere is not run. */
const PROGRAMS = ['/bin/cp', '/usr/bin/cp'];
/** The names of GNU's and BusyBox's options for everything of a file but its content. */
const WORDS = ['--attributes-only', '--preserve=mode,ownership,xattr', '--'];

/**
 * Makes a new file with another one's mode, owner, access control list and extended attributes, as far as the system and
 * its `cp` can do that; Node.js has no way to.
 * @returns whether the file was made.
 * @see https://www.gnu.org/software/coreutils/manual/html_node/cp-invocation.html
 * @see https://www.manpagez.com/man/3/copyfile/, which `copyFileSync` uses there
 */
export function copyAttributes(file: string, to: string): boolean {
  if (process.platform === 'darwin') {
    copyFileSync(file, to);
    return true;
  }
  return process.platform === 'linux' && PROGRAMS.some((program) => isMadeBy(program, file, to));
}

function isMadeBy(program: string, file: string, to: string): boolean {
  try {
    execFileSync(program, [...WORDS, file, to], { stdio: 'ignore', env: {}, timeout: 10_000 });
    return true;
  } catch {
    rmSync(to, { force: true });
    return false;
  }
}
