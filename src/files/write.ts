import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { codeOf, reasonOf } from '../util/errors.ts';
import { temporaryBeside } from './durable.ts';
import { readBytes } from './read.ts';

/** A file was not written; the message says why, without the file's name. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}

/**
 * Replaces a file's content entirely or not at all: a temporary file beside it takes its place once it is on disk.
 * Mode and owner stay. Other names of the same file (hard links) keep the old content.
 * @param file absolute, a regular file.
 * @param before what the file must still hold.
 * @returns how many other names the file had.
 * @throws WriteError when nothing was written.
 * @see https://man7.org/linux/man-pages/man2/rename.2.html
 */
export function replaceFile(file: string, before: Buffer, after: Buffer): number {
  const temporary = temporaryBeside(file);
  try {
    const stats = lstatSync(file);
    refuseReadOnly(file, stats);
    fill(temporary, after, stats);
    refuseChanged(file, stats, before);
    renameSync(temporary, file);
    return stats.nlink - 1;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new WriteError(error instanceof WriteError ? error.message : `not written: ${reasonFor(error)}`);
  }
}

/** A rename replaces even a read-only file, so its mode is checked first, for root as well. */
function refuseReadOnly(file: string, stats: Stats): void {
  const message = 'is read-only, so it was not written; make it writable first (chmod u+w)';
  if ((stats.mode & 0o222) === 0) throw new WriteError(message);
  try {
    accessSync(file, constants.W_OK);
  } catch {
    throw new WriteError(message);
  }
}

function fill(temporary: string, content: Buffer, like: Stats): void {
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    // writeFileSync goes on until everything is written: a full disk is an error, never a short file.
    writeFileSync(descriptor, content);
    keepOwner(descriptor, like);
    fchmodSync(descriptor, like.mode & 0o7777);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function keepOwner(descriptor: number, like: Stats): void {
  const own = fstatSync(descriptor);
  if (own.uid === like.uid && own.gid === like.gid) return;
  try {
    fchownSync(descriptor, like.uid, like.gid);
  } catch {
    throw new WriteError(`belongs to another user or group (${like.uid}:${like.gid}), so it was not written`);
  }
}

function refuseChanged(file: string, stats: Stats, before: Buffer): void {
  const now = lstatSync(file);
  if (!now.isFile() || now.ino !== stats.ino || !readBytes(file, 'source').equals(before)) {
    throw new WriteError('changed on disk while djguard was running, so it was not written; run djguard again');
  }
}

function reasonFor(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOSPC':
      return 'no space left on the disk';
    case 'EDQUOT':
      return 'the disk quota is used up';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'its folder does not allow it (permission denied)';
    default:
      return reasonOf(error);
  }
}
