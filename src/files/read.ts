import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, reasonOf } from '../util/errors.ts';
import type { GrowingBuffer } from './buffer.ts';
import { isInside } from './paths.ts';

/** A file could not be read; the message says why, without the file's name. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  /** The operating system's code, such as `ENOENT`; null where djguard itself refuses the file. */
  readonly code: string | null;

  constructor(message: string, code: string | null = null) {
    super(message);
    this.code = code;
  }
}

/** The most bytes that are read of a file of each kind; people write far less. */
const MOST = {
  /** A Python source that is searched for names. */
  source: 64 << 20,
  /** One that names a package, and is parsed. */
  parsed: 1 << 20,
  /** What declares dependencies, deploys, or configures. */
  manifest: 1 << 20,
  /** What a tool writes, such as lock files. */
  lock: 8 << 20,
  /** What djguard itself has written, such as a journal of what stood in files. */
  record: 512 << 20,
} as const;

/** The most bytes of a manifest's line, with those that a backslash goes on to: its readers take their square. */
const MOST_IN_LINE = 32 << 10;

/** What a file is read as: it says how large it may be. */
export type Kind = keyof typeof MOST;

// Without O_NONBLOCK, opening a FIFO that has taken a file's place meanwhile would wait for a writer, and without
// O_NOCTTY a terminal could become the process's own: https://man7.org/linux/man-pages/man2/open.2.html
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Reads a regular file, and nothing else: it never waits, and never reads more than its kind may hold.
 * Symbolic links are followed; `readWithin` says where they may lead.
 * @param file absolute.
 * @throws ReadError where the file can't be read.
 */
export function readBytes(file: string, kind: Kind): Buffer {
  try {
    // Opening is an act of its own where a FIFO or a device is concerned.
    refuseUnlikely(statSync(file), kind);
    const descriptor = openSync(file, FLAGS);
    try {
      const stats = fstatSync(descriptor);
      refuseUnlikely(stats, kind);
      const bytes = readAll(descriptor, stats.size, kind);
      if (kind === 'manifest') refuseEndless(bytes);
      return bytes;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw asReadError(error);
  }
}

/** The same; null where there is no such file. */
export function readIfThere(file: string, kind: Kind): Buffer | null {
  // Most folders have none: an error for each would cost more than all else that is done in them.
  try {
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return null;
    return readBytes(file, kind);
  } catch (error) {
    const refused = asReadError(error);
    if (refused.code === 'ENOENT' || refused.code === 'ENOTDIR') return null;
    throw refused;
  }
}

/** A file's text, read as UTF-8; null where the file can't be read. @param file absolute. */
export function readText(file: string, kind: Kind): string | null {
  try {
    return readBytes(file, kind).toString('utf8');
  } catch {
    return null;
  }
}

/**
 * Reads a file of a project, as long as no symbolic link leads out of a folder: what lies elsewhere is no part of the
 * project, and may be somebody's secret.
 * @param root the project's folder, absolute.
 * @param path relative to it.
 * @param within the folder that links may lead to, absolute, with links resolved: the project's repository, or itself.
 * @throws ReadError where the file can't be read.
 */
export function readWithin(root: string, path: string, within: string, kind: Kind): Buffer {
  const file = join(root, path);
  const real = realOf(file);
  if (real !== within && !isInside(real, within))
    throw new ReadError('is a link out of the project, so it was not read');
  return readBytes(real, kind);
}

function realOf(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    throw asReadError(error);
  }
}

/**
 * Reads a source that the walk has found to be a regular file to the start of a buffer.
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
    throw asReadError(error);
  }
}

function fill(buffer: GrowingBuffer, descriptor: number): number {
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, buffer.bytes, length, buffer.bytes.length - length, null);
    length += count;
    // A read that leaves the buffer unfilled has reached the end of a regular file.
    if (count === 0 || length < buffer.bytes.length) return length;
    if (length > MOST.source) throw tooLarge('source');
    buffer.grow();
  }
}

/** @throws ReadError for a source that is too large to be parsed. */
export function refuseLarge(source: Uint8Array): void {
  if (source.length > MOST.parsed) throw tooLarge('parsed');
}

function readAll(descriptor: number, size: number, kind: Kind): Buffer {
  // One byte more than there should be: the file may grow, and those of /proc say that they have none.
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, null);
    length += count;
    if (count === 0) return bytes.subarray(0, length);
    if (length > MOST[kind]) throw tooLarge(kind);
    if (length === bytes.length) bytes = Buffer.concat([bytes], length * 2 + 4096);
  }
}

function refuseEndless(bytes: Buffer): void {
  let start = 0;
  for (let at = bytes.indexOf(NEWLINE); start < bytes.length; at = bytes.indexOf(NEWLINE, at + 1)) {
    const end = at === -1 ? bytes.length : at;
    if (end - start > MOST_IN_LINE)
      throw new ReadError(`has a line of more than ${MOST_IN_LINE >> 10} KB: it was not read`);
    if (at === -1) return;
    const last = bytes[at - 1] === RETURN ? bytes[at - 2] : bytes[at - 1];
    if (last !== BACKSLASH) start = at + 1;
  }
}

const [NEWLINE, RETURN, BACKSLASH] = [10, 13, 92];

function refuseUnlikely(stats: Stats, kind: Kind): void {
  if (!stats.isFile()) throw new ReadError(`is ${kindOf(stats)}, not a file`);
  if (stats.size > MOST[kind]) throw tooLarge(kind);
}

function tooLarge(kind: Kind): ReadError {
  const most = `is larger than ${MOST[kind] >> 20} MB`;
  return new ReadError(
    kind === 'parsed' ? `${most} and names a package: it stays as it is` : `${most}: it was not read`,
  );
}

/** What stands at a path in place of a file, in words. */
export function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

function asReadError(error: unknown): ReadError {
  return error instanceof ReadError ? error : new ReadError(readMessage(error), codeOf(error));
}

function readMessage(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOENT':
      return 'is gone, or has a name that is not UTF-8';
    case 'ELOOP':
      return 'is a symbolic link that leads in a circle';
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
