import { readdirSync } from 'node:fs';

/** The names of a folder's entries; none where the folder can't be listed. @param folder absolute. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
