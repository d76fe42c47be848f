import { closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, reasonOf } from '../util/errors.ts';
import type { GrowingBuffer } from './buffer.ts';

/** A file could not be read; the message says why, without the file's name. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

// Without O_NONBLOCK, opening a FIFO that has taken a file's place since the walk would wait for a writer:
// https://man7.org/linux/man-pages/man7/fifo.7.html
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a file's bytes to the start of a buffer.
 * @returns how many bytes there are; the buffer is longer by at least one.
 * @throws ReadError where the file can't be read.
 */
export function readInto(buffer: GrowingBuffer, file: string): number {
  try {
    const descriptor = openSync(file, FLAGS);
    try {
      return fill(buffer, descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new ReadError(readMessage(error));
  }
}

function fill(buffer: GrowingBuffer, descriptor: number): number {
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, buffer.bytes, length, buffer.bytes.length - length, null);
    length += count;
    // A read that leaves the buffer unfilled has reached the end of a regular file.
    if (count === 0 || length < buffer.bytes.length) return length;
    buffer.grow();
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

/** The path itself where it is a folder, else the folder that it lies in. */
export function folderOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? path : dirname(path);
  } catch {
    return dirname(path);
  }
}
