import { dirname } from 'node:path';
import { isInside } from './paths.ts';
import { repositoryOf } from './walk/patterns.ts';

/** A folder and its parents, innermost first, up to the top of its repository, or to the file system's root. */
export function upward(folder: string): readonly string[] {
  const top = repositoryOf(folder);
  const folders = [folder];
  for (let at = folder; at !== top && at !== dirname(at); ) {
    at = dirname(at);
    folders.push(at);
  }
  return folders;
}

/** The innermost folder that holds all the given folders, which are absolute; `.` where none is given. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '.', ...others] = folders;
  let common = first;
  while (!others.every((folder) => folder === common || isInside(folder, common))) common = dirname(common);
  return common;
}
