import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LARGEST = 256 << 20;

/**
 * The project's Python sources as git's HEAD has them, where they are not what lies in the folder.
 * @returns by path relative to `root`; null where `root` is in no repository with a commit.
 */
export async function sourcesAtHead(root: string): Promise<Map<string, Buffer> | null> {
  const names = await git(root, 'diff', '--name-only', '--no-renames', '--relative', '-z', 'HEAD', '--', '*.py');
  if (names === null) return null;
  const sources = new Map<string, Buffer>();
  for (const name of names.toString().split('\0').filter(Boolean)) {
    const source = await git(root, 'show', `HEAD:./${name}`);
    if (source !== null) sources.set(name, source);
  }
  return sources;
}

async function git(cwd: string, ...args: string[]): Promise<Buffer | null> {
  try {
    return (await run('git', args, { cwd, maxBuffer: LARGEST, encoding: 'buffer' })).stdout;
  } catch {
    return null;
  }
}
