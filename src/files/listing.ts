import { type Dirent, readdirSync } from 'node:fs';

/** Lists folders and remembers their entries: the searches for manifests and for sources list the same ones. */
export interface Listing {
  /**
   * A folder's entries.
   * @param folder absolute.
   * @throws where it can't be listed.
   */
  list(folder: string): readonly Dirent[];
  /** What is remembered, by absolute path. */
  readonly listed: ReadonlyMap<string, readonly Dirent[]>;
}

/** How many folders are remembered: about as many as are searched for a project's manifests. */
const MOST_LISTED = 4000;

/** A listing that remembers nothing yet. */
export function newListing(): Listing {
  const listed = new Map<string, readonly Dirent[]>();
  return {
    listed,
    list(folder) {
      const known = listed.get(folder);
      if (known !== undefined) return known;
      const entries = readdirSync(folder, { withFileTypes: true });
      if (listed.size < MOST_LISTED) listed.set(folder, entries);
      return entries;
    },
  };
}

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
