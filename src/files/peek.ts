import { readdirSync, readFileSync } from 'node:fs';

/** The names of a folder's entries; none where the folder can't be listed. @param folder absolute. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A file's text, read as UTF-8; null where the file can't be read. @param file absolute. */
export function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
