import { type Dirent, readdirSync } from 'node:fs';
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
