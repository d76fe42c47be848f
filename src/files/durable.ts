import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive } from '../util/process.ts';
import { namesIn } from './peek.ts';

const TEMPORARY = /^\.djguard-(\d+)-[a-z0-9]+\.tmp$/;

/** A new name beside a file, which says whose it is: what a killed process leaves can be told from what is in use. */
export function temporaryBeside(file: string): string {
  return join(dirname(file), `.djguard-${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
}

/**
 * Removes the temporary files that killed runs left behind. Has to come before this process writes any.
 * A folder that can't be listed keeps its own.
 */
export function sweep(folders: Iterable<string>): void {
  for (const folder of new Set(folders)) {
    for (const name of namesIn(folder)) {
      const owner = TEMPORARY.exec(name)?.[1];
      // In containers a new run often has the number of the one that was killed.
      const isInUse = owner !== undefined && Number(owner) !== process.pid && isAlive(Number(owner));
      if (owner !== undefined && !isInUse) remove(join(folder, name));
    }
  }
}

/**
 * Creates or replaces a file that only its owner can read. When this returns, the content is on the disk.
 * @throws where it can't be written; what stood there before then still stands there.
 */
export function writeDurably(file: string, content: string): void {
  const temporary = temporaryBeside(file);
  try {
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/** A rename is on the disk when its folder is; Windows has no such call, and needs none. */
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
    // It does no harm where it is.
  }
}
