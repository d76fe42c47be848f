import { lstatSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { removeCreated } from '../files/create.ts';
import { sweep } from '../files/durable.ts';
import { upward } from '../files/folders.ts';
import { isInside } from '../files/paths.ts';
import { replaceFile } from '../files/write.ts';
import { reasonOf, UsageError } from '../util/errors.ts';
import { digestOf, isRunning, type Journal, type JournalEntry, keepEntries, lastJournal } from './journal.ts';
import { contentOf } from './record.ts';

/** What came of taking a run back. */
export interface Undone {
  /** When the run began, in ISO 8601. */
  readonly started: string;
  /** The files that have their old content again, absolute. */
  readonly restored: readonly string[];
  /** The files that stay as they are; the journal keeps them for another try. */
  readonly refused: readonly Refusal[];
}

export interface Refusal {
  readonly path: string;
  /** To be read after the path. */
  readonly reason: string;
  /** Whether somebody changed the file since the fix, rather than that it can't be written. */
  readonly edited: boolean;
}

/**
 * Takes back the last `--fix` run in a folder, or in the nearest folder above it up to its repository's top.
 * Files that were edited since then, or that can't be written, stay; the others are taken back all the same.
 * @param folder absolute.
 * @returns null where there is no run to take back.
 * @throws UsageError where that run is still going on, or its journal can't be read.
 */
export function undoLast(folder: string): Undone | null {
  const found = nearestJournal(realpathSync(folder));
  if (found === null) return null;
  const { journal, top } = found;
  if (isRunning(journal)) throw new UsageError(`djguard --fix is still running here (process ${journal.process})`);
  const isOwn = ({ path, before, folders = [] }: JournalEntry) => {
    const isBelow = [path, ...folders].every((each) => isInside(each, top));
    return isBelow && (isThere(dirname(path)) || (before === null && !isAnything(path)));
  };
  sweep(journal.entries.filter(isOwn).map(({ path }) => dirname(path)));
  const outcomes = journal.entries.map((entry) => ({
    entry,
    outcome: isOwn(entry) ? takeBack(entry) : foreign(entry, top),
  }));
  keep(
    journal,
    outcomes.filter(({ outcome }) => typeof outcome === 'object').map(({ entry }) => entry),
  );
  return {
    started: journal.started,
    restored: outcomes.filter(({ outcome }) => outcome === 'restored').map(({ entry }) => entry.path),
    refused: outcomes.flatMap(({ entry, outcome }) =>
      typeof outcome === 'object' ? { path: entry.path, ...outcome } : [],
    ),
  };
}

type Outcome = 'restored' | 'as it was' | Omit<Refusal, 'path'>;

/** Whether a folder is there, and no link leads to it. */
function isThere(folder: string): boolean {
  try {
    return realpathSync(folder) === folder;
  } catch {
    return false;
  }
}

function isAnything(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function foreign({ path }: JournalEntry, top: string): Omit<Refusal, 'path'> {
  const reason = isInside(path, top)
    ? 'lies in a folder that is gone, or has become a symbolic link, so it was not written'
    : `lies outside of ${top}, which the journal is for, so it was not written`;
  return { reason, edited: false };
}

function takeBack({ path, before, after, folders = [] }: JournalEntry): Outcome {
  const now = contentOf(path);
  // Not written by a run that was killed, or taken back by hand.
  if (before === null ? !isAnything(path) : now?.equals(before)) return 'as it was';
  if (now === null) return { reason: 'is gone, or is no regular file any more', edited: true };
  if (digestOf(now) !== after)
    return { reason: 'was edited since the fix, so it stays; take your edit back first, or keep both', edited: true };
  try {
    if (before === null) removeCreated(path, now, folders);
    else replaceFile(path, now, before, true);
    return 'restored';
  } catch (error) {
    return { reason: reasonOf(error), edited: false };
  }
}

/** Where the journal can't be changed it stays whole: what is taken back already is then passed over. */
function keep(journal: Journal, entries: readonly JournalEntry[]): void {
  try {
    keepEntries(journal, entries);
  } catch {}
}

function nearestJournal(folder: string): { readonly journal: Journal; readonly top: string } | null {
  try {
    for (const at of upward(folder)) {
      const journal = lastJournal(at);
      if (journal !== null) return { journal, top: at };
    }
  } catch (error) {
    throw new UsageError(`can't read the journal: ${reasonOf(error)}`);
  }
  return null;
}
