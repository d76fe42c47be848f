import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive } from '../util/process.ts';
import { namesIn } from './peek.ts';

const TEMPORARY = /^\.djguard-(\d+)-[a-z0-9]+\.tmp$/;

/** A new path beside a file, with this process's id: `sweep` tells files of killed processes from those in use. */
export function temporaryBeside(file: string): string {
  return join(dirname(file), `.djguard-${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
}

/**
 * Removes the temporary files that killed runs left in some folders. Has to run before this process writes any.
 * Folders that can't be listed, and files that can't be removed, are passed over.
 */
export function sweep(folders: Iterable<string>): void {
  for (const folder of new Set(folders)) {
    for (const name of namesIn(folder)) {
      const owner = TEMPORARY.exec(name)?.[1];
      // In containers a new run often has the process id of the one that was killed.
      const isInUse = owner !== undefined && Number(owner) !== process.pid && isAlive(Number(owner));
      if (owner !== undefined && !isInUse) remove(join(folder, name));
    }
  }
}

/**
 * Creates or replaces a file that only its owner can read. When this returns, the content is on the disk.
 * @throws the system's error where it can't be written; an existing file then still has its content.
 */
export function writeDurably(file: string, content: string): void {
  const temporary = temporaryBeside(file);
  try {
    writeSynced(temporary, content, 0o600);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/** Creates a file, and puts its content on the disk. @throws the system's error, also where there is one already. */
export function writeSynced(file: string, content: string | Buffer, mode: number): void {
  const descriptor = openSync(file, 'wx', mode);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * A rename is on the disk once its folder is synced. Windows cannot sync a folder.
 * @see https://man7.org/linux/man-pages/man2/fsync.2.html
 */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function remove(file: string): void {
  try {
    rmSync(file);
  } catch {
    // A file that stays does no harm.
  }
}
