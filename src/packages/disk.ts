import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import type { Listing } from '../files/listing.ts';

/** Lists a folder; an empty list where that can't be done. @param folder absolute. */
export type List = (folder: string) => readonly Dirent[];

/** Lists a folder anew. */
export function listAnew(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Lists what a listing does not know yet. */
export function listKnown(listing: Listing): List {
  return (folder) => {
    try {
      return listing.list(folder);
    } catch {
      return [];
    }
  };
}

/** The names of a folder's entries; none where it can't be listed. @param folder absolute. */
export function namesIn(folder: string): readonly string[] {
  return listAnew(folder).map(({ name }) => name);
}

/** A file's text, read as UTF-8; null where it can't be read. @param file absolute. */
export function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
