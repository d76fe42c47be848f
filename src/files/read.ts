import { closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, reasonOf } from '../errors.ts';

/** A file could not be read; the message says why, without the file's name. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

/**
 * Reads a source's bytes. They are only good until the next call: who keeps them copies them.
 * @throws ReadError.
 */
export type Reader = (file: string) => Buffer;

const FIRST_SIZE = 256 * 1024;
// A FIFO that has taken a file's place since the walk is then not waited for.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A reader that reads every file into the same memory: to most files nobody looks twice. */
export function sourceReader(): Reader {
  let memory = Buffer.allocUnsafeSlow(FIRST_SIZE);
  const fill = (descriptor: number): number => {
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, memory, length, memory.length - length, null);
      length += count;
      // Regular files come in one piece, but for what is longer than the memory.
      if (count === 0 || length < memory.length) return length;
      memory = Buffer.concat([memory, Buffer.allocUnsafeSlow(memory.length)]);
    }
  };
  return (file) => {
    try {
      const descriptor = openSync(file, FLAGS);
      try {
        const length = fill(descriptor);
        return memory.subarray(0, length);
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      throw new ReadError(readMessage(error));
    }
  };
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
