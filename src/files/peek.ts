import { readdirSync, type Stats, statSync } from 'node:fs';

/** The names of a folder's entries; none where the folder can't be listed. @param folder absolute. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether a path leads to a regular file, also through links; what can't be asked is none. */
export function isFile(path: string): boolean {
  return statsOf(path)?.isFile() ?? false;
}

/** Whether a path leads to a folder, also through links; what can't be asked is none. */
export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() ?? false;
}

/** Links that lead in a circle, and names that are too long, are errors that no option of `statSync` keeps back. */
function statsOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
