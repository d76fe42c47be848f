import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { sweep, writeDurably } from '../files/durable.ts';
import { readBytes } from '../files/read.ts';
import { codeOf } from '../util/errors.ts';
import { isAlive } from '../util/process.ts';
import { refuseForeign, stateFolder, whoseElse } from '../util/state.ts';
import { isStrings, isTable, tableIn } from '../util/table.ts';

/** One file that a run is to replace. */
export interface JournalEntry {
  /** Absolute. */
  readonly path: string;
  /** Null for one that the run creates. */
  readonly before: Buffer | null;
  /** The digest of what takes its place. */
  readonly after: string;
  /** The folders that the run creates for it, absolute, the outermost first; left out where there is none. */
  readonly folders?: readonly string[];
}

/** What a `--fix` run needs to be taken back, written before it touches the first file. */
export interface Journal {
  /** Where it lies. */
  readonly file: string;
  /** When the run began, in ISO 8601. */
  readonly started: string;
  /** The run's process. */
  readonly process: number;
  /** Whether the run came to its end. */
  readonly finished: boolean;
  readonly entries: readonly JournalEntry[];
}

const KEPT = 10;
/** Milliseconds that a run may take to write. */
const LONGEST = 10 * 60_000;
const VERSION = 1;
const NAME = /^\d{4}-.*\.(running|done)\.json$/;

/** What stands for a file's content in a journal. */
export function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Writes the journal of a run that begins; older ones beyond the last ten go.
 * @param top the folder that `djguard undo` will find it by.
 * @throws where it can't be written.
 */
export function beginJournal(top: string, entries: readonly JournalEntry[]): Journal {
  const folder = stateFolder(top);
  refuseForeign(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseForeign(folder);
  sweep([folder]);
  const name = nameAfter(namesIn(folder).at(-1));
  const started = new Date().toISOString();
  const journal = { file: join(folder, name), started, process: process.pid, finished: false, entries };
  store(journal);
  for (const old of namesIn(folder).slice(0, -KEPT)) rmSync(join(folder, old), { force: true });
  return journal;
}

/**
 * Says in the journal that its run came to its end, and which entries it is for. Without any the journal goes.
 * @returns the journal as it is now.
 */
export function finishJournal(journal: Journal, entries: readonly JournalEntry[]): Journal | null {
  keepEntries(journal, entries);
  if (entries.length === 0) return null;
  const file = journal.file.replace('.running.', '.done.');
  renameSync(journal.file, file);
  return { ...journal, file, entries, finished: true };
}

/** Keeps some of a journal's entries; without any the journal goes. */
export function keepEntries(journal: Journal, entries: readonly JournalEntry[]): void {
  if (entries.length === 0) dropJournal(journal);
  else if (entries.length < journal.entries.length) store({ ...journal, entries });
}

export function dropJournal({ file }: Journal): void {
  rmSync(file, { force: true });
}

/**
 * The journal of the last run in a folder, which was not yet taken back.
 * @returns null where there is none.
 * @throws where it can't be read.
 */
export function lastJournal(top: string): Journal | null {
  const folder = stateFolder(top);
  refuseForeign(folder);
  const name = namesIn(folder).at(-1);
  if (name === undefined) return null;
  const file = join(folder, name);
  const stats = lstatSync(file);
  const what = stats.isFile() ? whoseElse(stats) : 'no file, or a link';
  if (what !== null) throw new Error(`${file} is ${what}: it is not trusted`);
  const { version, entries, started, process: id } = parsed(readBytes(file, 'record').toString('utf8'), file);
  if (version !== VERSION) throw new Error(`${file} was written by another version of djguard`);
  return {
    file,
    started,
    process: id,
    finished: name.endsWith('.done.json'),
    entries: entries.map((entry) => ({
      ...entry,
      before: entry.before === null ? null : Buffer.from(entry.before, 'base64'),
    })),
  };
}

/** A journal as it is stored. */
interface Stored {
  readonly version: number;
  readonly started: string;
  readonly process: number;
  readonly entries: readonly (Omit<JournalEntry, 'before'> & { readonly before: string | null })[];
}

/** @throws where a text is no journal. */
function parsed(text: string, file: string): Stored {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {}
  const { version, entries, started, process: id } = tableIn(given);
  const isEntry = (entry: unknown) =>
    isTable(entry) &&
    ['path', 'after'].every((key) => typeof entry[key] === 'string') &&
    (entry.before === null || typeof entry.before === 'string') &&
    (entry.folders === undefined ||
      (isStrings(entry.folders) && entry.folders.every((folder) => isAbsolute(folder)))) &&
    isAbsolute(entry.path as string);
  const isWhole =
    typeof version === 'number' &&
    typeof started === 'string' &&
    !Number.isNaN(Date.parse(started)) &&
    Number.isSafeInteger(id) &&
    Array.isArray(entries) &&
    entries.every(isEntry);
  if (!isWhole) throw new Error(`${file} is no journal of djguard's, or a damaged one`);
  return given as Stored;
}

/** Whether the journal's run is still going on, in another process. */
export function isRunning(journal: Journal): boolean {
  // Writing takes seconds; later the number may be that of any process.
  const isRecent = Date.now() - Date.parse(journal.started) < LONGEST;
  return !journal.finished && isRecent && journal.process !== process.pid && isAlive(journal.process);
}

function store({ file, started, process, entries }: Journal): void {
  const encoded = entries.map((entry) => ({ ...entry, before: entry.before?.toString('base64') ?? null }));
  writeDurably(file, `${JSON.stringify({ version: VERSION, started, process, entries: encoded })}\n`);
}

/** A name that sorts behind the last one, also where the clock was put back since. */
function nameAfter(last: string | undefined): string {
  const [, day, hours, minutes, seconds] = /^(.{10})T(\d\d)-(\d\d)-(\d\d\.\d+Z)/.exec(last ?? '') ?? [];
  const latest = day === undefined ? 0 : Date.parse(`${day}T${hours}:${minutes}:${seconds}`);
  const time = new Date(Math.max(Date.now(), latest + 1)).toISOString();
  return `${time.replaceAll(':', '-')}-${Math.random().toString(36).slice(2, 8)}.running.json`;
}

/** The journals' names, the oldest first. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
