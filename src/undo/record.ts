import { lstatSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { missingAbove } from '../files/create.ts';
import { commonFolder } from '../files/folders.ts';
import { isInside } from '../files/paths.ts';
import { readBytes } from '../files/read.ts';
import { repositoryOf } from '../files/walk/patterns.ts';
import { reasonOf } from '../util/errors.ts';
import {
  beginJournal,
  digestOf,
  dropJournal,
  isRunning,
  type Journal,
  type JournalEntry,
  lastJournal,
} from './journal.ts';

/** A file's content and what is to take its place. */
export interface Replacement {
  /** Absolute. */
  readonly path: string;
  /** Null for one that is not there yet. */
  readonly before: Buffer | null;
  readonly after: Buffer;
}

/**
 * Puts on record what a run is about to replace. What an earlier run had begun and could not finish becomes part of
 * it, so that one undo takes back the whole job.
 * @param cwd the run's working directory.
 * @returns the journal, and the folder to call `djguard undo` with where that is not above `cwd`; or why no record
 *   can be kept: the run is no less right for it.
 */
export function record(
  replacements: readonly Replacement[],
  cwd: string,
):
  | { readonly journal: Journal; readonly elsewhere: string | null }
  | { readonly journal: null; readonly reason: string } {
  try {
    const here = realpathSync(cwd);
    const top = topOf(
      replacements.map(({ path }) => dirname(missingAbove(path)[0] ?? path)),
      here,
    );
    const elsewhere = top === here || isInside(here, top) ? null : top;
    const entries = replacements.map(entryOf);
    const unfinished = lastJournal(top);
    if (unfinished === null || unfinished.finished || isRunning(unfinished)) {
      return { journal: beginJournal(top, entries), elsewhere };
    }
    const journal = beginJournal(top, continued(unfinished.entries, entries));
    dropJournal(unfinished);
    return { journal, elsewhere };
  } catch (error) {
    return { journal: null, reason: reasonOf(error) };
  }
}

/** What `djguard undo` is called in: the repository, else the working directory where it holds all the folders. */
function topOf(folders: readonly string[], cwd: string): string {
  const common = commonFolder(folders);
  return repositoryOf(common) ?? (common === cwd || isInside(common, cwd) ? cwd : common);
}

/** The entries of a run that goes on where another one ended; a file that both changed goes back to its first text. */
function continued(earlier: readonly JournalEntry[], entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const holds = (path: string) => digestOf(contentOf(path) ?? Buffer.alloc(0));
  const done = new Map(earlier.filter(({ path, after }) => holds(path) === after).map((entry) => [entry.path, entry]));
  const now = entries.map((entry) => ({ ...entry, ...firstOf(done.get(entry.path)) }));
  const paths = new Set(entries.map(({ path }) => path));
  return [...[...done.values()].filter(({ path }) => !paths.has(path)), ...now];
}

function firstOf(earlier: JournalEntry | undefined): Partial<JournalEntry> {
  if (earlier === undefined) return {};
  const { before, folders } = earlier;
  return folders === undefined ? { before } : { before, folders };
}

function entryOf({ path, before, after }: Replacement): JournalEntry {
  const folders = before === null ? missingAbove(path) : [];
  return { path, before, after: digestOf(after), ...(folders.length > 0 && { folders }) };
}

/** What a file holds now; null where it is no regular file that can be read. */
export function contentOf(path: string): Buffer | null {
  try {
    return lstatSync(path).isFile() ? readBytes(path, 'source') : null;
  } catch {
    return null;
  }
}
