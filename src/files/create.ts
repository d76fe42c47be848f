import { linkSync, lstatSync, mkdirSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, reasonOf } from '../util/errors.ts';
import { temporaryBeside, writeSynced } from './durable.ts';
import { readBytes } from './read.ts';
import { WriteError } from './write.ts';

/**
 * Creates a file, whole or not at all, and the folders above it that are missing.
 * @param file absolute, with every symbolic link above it resolved.
 * @throws WriteError where something is there already, or it can't be written.
 */
export function createFile(file: string, content: Buffer): void {
  const folder = dirname(file);
  const temporary = temporaryBeside(file);
  try {
    refuseLinks(folder);
    mkdirSync(folder, { recursive: true });
    writeSynced(temporary, content, 0o666);
    putInPlace(temporary, file);
  } catch (error) {
    if (error instanceof WriteError) throw error;
    const isThere = codeOf(error) === 'EEXIST';
    throw new WriteError(isThere ? 'is there by now, so it was not written' : `not written: ${reasonOf(error)}`);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Removes a file that was created, and folders that were created for it and are empty.
 * @param content what it must still hold.
 * @param folders the outermost first.
 * @throws WriteError where nothing was removed.
 */
export function removeCreated(file: string, content: Buffer, folders: readonly string[]): void {
  try {
    refuseLinks(dirname(file));
    if (!lstatSync(file).isFile() || !readBytes(file, 'source').equals(content))
      throw new WriteError('changed on disk while djguard was running, so it was not removed');
    rmSync(file);
  } catch (error) {
    throw error instanceof WriteError ? error : new WriteError(`not removed: ${reasonOf(error)}`);
  }
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Something else lies in it by now.
      return;
    }
  }
}

/** The folders above a file that are not there, the outermost first. @param file absolute. */
export function missingAbove(file: string): readonly string[] {
  const missing: string[] = [];
  for (let at = dirname(file); lstatSync(at, { throwIfNoEntry: false }) === undefined; at = dirname(at))
    missing.unshift(at);
  return missing;
}

/** A folder that is a link, or lies in one, may lead out of the project. */
function refuseLinks(folder: string): void {
  const [outermost] = missingAbove(`${folder}/x`);
  const there = outermost === undefined ? folder : dirname(outermost);
  if (process.platform !== 'win32' && realpathSync(there) !== there)
    throw new WriteError('lies in a folder that is a symbolic link, so it was not written');
}

/** A hard link never takes the place of another file; some file systems have none. */
function putInPlace(temporary: string, file: string): void {
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || lstatSync(file, { throwIfNoEntry: false }) !== undefined) throw error;
    renameSync(temporary, file);
  }
}
