import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, reasonOf } from '../errors.ts';

/** A file could not be read; the message says why, without the file's name. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

/**
 * A source's bytes.
 * @throws ReadError, also for what is no regular file: a FIFO would be waited for forever.
 */
export function readSource(file: string): Buffer {
  try {
    if (!statSync(file).isFile()) throw new ReadError('is not a regular file');
    return readFileSync(file);
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(readMessage(error));
  }
}

function readMessage(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOENT':
      return 'is gone, or has a name that is not UTF-8';
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
