import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { madeOnce } from './made-once.ts';

const run = promisify(execFile);

/**
 * A folder that npm has installed packages into, for what tests need and a build does not. Made once.
 * @param name of the folder in the cache: another one wherever the packages are others.
 * @param packages as npm's command line takes them.
 */
export function npmFolder(name: string, packages: readonly string[]): Promise<string> {
  return madeOnce(name, async (own) => {
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'package.json'), '{"private": true}');
    await run('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], { cwd: own, maxBuffer: 1 << 26 });
  });
}
