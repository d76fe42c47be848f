import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../files/peek.ts';
import { ReadError, readWithin } from '../files/read.ts';

/** A file that is there can't be read; the message says why, without its name. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly file: string;

  constructor(file: string, message: string) {
    super(message);
    this.file = file;
  }
}

/** The files of a project, by paths relative to its repository, with `/` between folders. */
export interface Files {
  /** @returns null where there is none. @throws Unreadable where it can't be read, or is not UTF-8. */
  text(path: string): string | null;
  /** The names of a folder's entries; empty for the repository's own. */
  names(path: string): readonly string[];
}

/** @param root the repository, absolute. */
export function filesOf(root: string): Files {
  const within = realpathSync(root);
  return {
    text: (path) => textAt(path, root, within),
    names: (path) => namesIn(join(root, path)),
  };
}

function textAt(path: string, root: string, within: string): string | null {
  try {
    const bytes = readWithin(root, path, within, 'manifest');
    const text = bytes.toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(bytes)) throw new Unreadable(path, 'it is not UTF-8');
    return text;
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw new Unreadable(path, `it ${error.message}`);
  }
}
