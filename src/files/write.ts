import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, reasonOf } from '../util/errors.ts';
import { copyAttributes } from './attributes.ts';
import { temporaryBeside } from './durable.ts';
import { readBytes } from './read.ts';

/** A file was not written; the message says why, without the file's name. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}

/** How a file was written. */
export interface Written {
  /** How many other names the file had, which keep its old content. */
  readonly otherNames: number;
  /** Whether the file itself was written, since a new one could not have its owner or group. */
  readonly isInPlace: boolean;
}

/**
 * Replaces a file's content entirely or not at all: a temporary file beside it takes its place once it is on disk.
 * Mode, owner, access control lists and extended attributes stay. Other names of the same file (hard links) keep the old
 * content. Where a new file can't have the same owner and group, the file is written itself, as editors do.
 * @param file absolute, a regular file, with every symbolic link above it resolved.
 * @param before what the file must still hold.
 * @param hasCopy whether the content is kept elsewhere: a file is never written itself without.
 * @throws WriteError when nothing was written.
 * @see https://man7.org/linux/man-pages/man2/rename.2.html
 */
export function replaceFile(file: string, before: Buffer, after: Buffer, hasCopy: boolean): Written {
  const temporary = temporaryBeside(file);
  try {
    const stats = lstatSync(file);
    refuseMoved(file);
    refuseReadOnly(file, stats);
    const isOwned = fill(temporary, file, after, stats);
    refuseChanged(file, stats, before);
    if (isOwned) {
      renameSync(temporary, file);
      return { otherNames: stats.nlink - 1, isInPlace: false };
    }
    rmSync(temporary, { force: true });
    if (!hasCopy)
      throw new WriteError(`belongs to another user or group (${stats.uid}:${stats.gid}), so it was not written`);
    writeInPlace(file, stats, after);
    return { otherNames: 0, isInPlace: true };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new WriteError(error instanceof WriteError ? error.message : `not written: ${reasonFor(error)}`);
  }
}

/** A folder that has become a link since it was walked may lead anywhere. */
function refuseMoved(file: string): void {
  const folder = dirname(file);
  if (process.platform !== 'win32' && realpathSync(folder) !== folder)
    throw new WriteError('lies in a folder that has become a symbolic link, so it was not written');
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

/** @returns whether the new file has the owner and group of the old one. */
function fill(temporary: string, file: string, content: Buffer, like: Stats): boolean {
  const isCopied = copyAttributes(file, temporary);
  const descriptor = openSync(temporary, isCopied ? constants.O_WRONLY : 'wx', 0o600);
  try {
    // writeFileSync goes on until everything is written: a full disk is an error, never a short file.
    writeFileSync(descriptor, content);
    const isOwned = keepOwner(descriptor, like);
    // Changing the owner takes the bits away that let others run the file as him.
    if (isOwned) fchmodSync(descriptor, like.mode & 0o7777);
    fsyncSync(descriptor);
    return isOwned;
  } finally {
    closeSync(descriptor);
  }
}

function keepOwner(descriptor: number, like: Stats): boolean {
  const own = fstatSync(descriptor);
  if (own.uid === like.uid && own.gid === like.gid) return true;
  try {
    fchownSync(descriptor, like.uid, like.gid);
    return true;
  } catch {
    return false;
  }
}

/** Writes over a file's content, shortest moment first: what a kill leaves, `djguard undo` takes back. */
function writeInPlace(file: string, stats: Stats, content: Buffer): void {
  const descriptor = openSync(file, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
  try {
    if (fstatSync(descriptor).ino !== stats.ino) throw new WriteError(CHANGED);
    for (let at = 0; at < content.length; ) at += writeSync(descriptor, content, at, content.length - at, at);
    ftruncateSync(descriptor, content.length);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const CHANGED = 'changed on disk while djguard was running, so it was not written; run djguard again';

function refuseChanged(file: string, stats: Stats, before: Buffer): void {
  const now = lstatSync(file);
  if (!now.isFile() || now.ino !== stats.ino || !readBytes(file, 'source').equals(before)) {
    throw new WriteError(CHANGED);
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
