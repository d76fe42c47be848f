import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { isInside } from '../files/paths.ts';
import { readBytes } from '../files/read.ts';
import { reasonOf } from '../util/errors.ts';
import { Refused } from './lists/list.ts';

/** The texts of a project's manifests, as they are to be. */
export interface Texts {
  /** @throws Refused where it can't be read. @param file relative to the project. */
  of(file: string): string;
  /** As it is now. */
  original(file: string): string;
  set(file: string, text: string): void;
  /** The files that are to change, by their names. */
  changed(): readonly Change[];
}

/** One manifest, before and after. */
export interface Change {
  /** Relative to the project. */
  readonly file: string;
  /** Absolute, with links resolved. */
  readonly absolute: string;
  readonly before: string;
  readonly after: string;
}

/** @param root the project's folder, absolute. */
export function textsOf(root: string): Texts {
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  const real = (file: string) => realpathSync(join(root, file));
  const of = (file: string): string => {
    const known = after.get(file) ?? before.get(file);
    if (known !== undefined) return known;
    const text = read(real, file, root);
    before.set(file, text);
    return text;
  };
  return {
    of,
    original: (file) => before.get(file) ?? of(file),
    set: (file, text) => after.set(file, text),
    changed: () =>
      [...after]
        .map(([file, text]) => ({ file, absolute: real(file), before: before.get(file) ?? '', after: text }))
        .filter((change) => change.before !== change.after)
        .sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

function read(real: (file: string) => string, file: string, root: string): string {
  try {
    const path = real(file);
    if (!isInside(path, realpathSync(root))) throw new Refused('is a link to a file outside of the project');
    const bytes = readBytes(path, 'manifest');
    const text = bytes.toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(bytes)) throw new Refused('is not UTF-8');
    return text;
  } catch (error) {
    throw new Refused(`${file} ${error instanceof Refused ? error.message : `can't be read: ${reasonOf(error)}`}`);
  }
}
