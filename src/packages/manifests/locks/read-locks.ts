import { readWithin } from '../../../files/read.ts';
import { placeOf } from '../../../files/walk/patterns.ts';
import { reasonOf } from '../../../util/errors.ts';
import type { Warning } from '../manifest.ts';
import { lockFormats } from './formats/index.ts';
import type { Lock } from './lock.ts';

/** What a project's lock files say. */
export interface LocksRead {
  readonly locks: readonly Lock[];
  readonly warnings: readonly Warning[];
}

/** Whether a path, relative to the project, is a lock file's. */
export function isLock(path: string): boolean {
  return formatFor(path) !== undefined;
}

/**
 * Reads lock files. They can be megabytes: this is for whoever needs to know, never for a run that found nothing.
 * @param root the project's folder, absolute.
 * @param paths relative to it.
 */
export async function readLocks(root: string, paths: readonly string[]): Promise<LocksRead> {
  const read = await Promise.all(paths.map((path) => readOne(root, path)));
  return {
    locks: read.flatMap((each) => ('packages' in each ? [each] : [])),
    warnings: read.flatMap((each) => ('packages' in each ? [] : [each])),
  };
}

async function readOne(root: string, path: string): Promise<Lock | Warning> {
  try {
    const text = readWithin(root, path, placeOf(root), 'lock')
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n');
    return (await formatFor(path)?.read({ path, text })) ?? { file: path, line: null, message: 'is no lock file' };
  } catch (error) {
    return { file: path, line: null, message: reasonOf(error) };
  }
}

function formatFor(path: string) {
  return lockFormats.find(({ paths }) => paths.some((pattern) => pattern.test(path)));
}
