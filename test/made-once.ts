import { mkdir, readlink, rm, stat, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../node_modules/.cache/djguard-venv', import.meta.url));

/**
 * The folder of that name in the cache, which `make` fills once. It is made under a name of its own and then published
 * by a link, so that an interrupted run leaves nothing that looks finished.
 */
export async function madeOnce(name: string, make: (own: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name);
  await mkdir(CACHE, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (await exists(folder)) return;
    const own = `${folder}.${process.pid}`;
    await make(own);
    await symlink(basename(own), folder);
  });
  return folder;
}

/** Runs `work` while no other process holds the same lock; a lock whose owner died is taken over. */
async function withLock(path: string, work: () => Promise<void>): Promise<void> {
  while (!(await take(path))) await sleep(200);
  try {
    await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** A link made in one step carries the owner's id from its first moment, which a file would not. */
async function take(path: string): Promise<boolean> {
  try {
    await symlink(String(process.pid), path);
    return true;
  } catch {
    const owner = await readlink(path).catch(() => null);
    if (owner !== null && !isAlive(Number(owner))) await rm(path, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
