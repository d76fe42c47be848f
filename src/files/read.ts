import { closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, reasonOf } from '../util/errors.ts';
import type { Room } from './buffer.ts';

/** A file could not be read; the message says why, without the file's name. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

// A FIFO that has taken a file's place since the walk is then not waited for.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a source's bytes into a room.
 * @returns how many there are.
 * @throws ReadError.
 */
export function readInto(room: Room, file: string): number {
  try {
    const descriptor = openSync(file, FLAGS);
    try {
      return fill(room, descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new ReadError(readMessage(error));
  }
}

function fill(room: Room, descriptor: number): number {
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, room.bytes, length, room.bytes.length - length, null);
    length += count;
    // Regular files come in one piece, but for what is longer than the room.
    if (count === 0 || length < room.bytes.length) return length;
    room.grow();
  }
}

function readMessage(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOENT':
      return 'is gone, or has a name that is not UTF-8';
    case 'EISDIR':
    case 'EAGAIN':
    case 'ENXIO':
      return 'is not a regular file';
    default:
      return reasonOf(error);
  }
}

/** The folder that a path stands for: itself, or the one that it lies in. */
export function folderOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? path : dirname(path);
  } catch {
    return dirname(path);
  }
}
