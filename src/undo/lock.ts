import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readText } from '../files/read.ts';
import { repositoryOf } from '../files/walk/patterns.ts';
import { codeOf, UsageError } from '../util/errors.ts';
import { isAlive } from '../util/process.ts';
import { refuseForeign, stateFolder } from '../util/state.ts';

/** Milliseconds. */
const WAIT = 60_000;
const PAUSE = 50;
/** A run takes seconds, a proof minutes; a process of that number may then be any other. */
const LONGEST = 60 * 60_000;

/**
 * Does what writes into a project while no other djguard does so: a second one waits for the first, as what it has read
 * would be old. Where the state folder can't be used there is no lock, as there is no journal.
 * @param folder the innermost one that the run is about, absolute.
 * @throws UsageError where another one is still at work after a minute.
 */
export async function whileLocked<Outcome>(folder: string, work: () => Promise<Outcome>): Promise<Outcome> {
  const lock = lockFor(folder);
  if (lock !== null) await take(lock, folder);
  try {
    return await work();
  } finally {
    if (lock !== null && holderOf(lock) === process.pid) rmSync(lock, { force: true });
  }
}

function lockFor(folder: string): string | null {
  try {
    const real = realpathSync(folder);
    const state = stateFolder(repositoryOf(real) ?? real);
    refuseForeign(state);
    mkdirSync(state, { recursive: true, mode: 0o700 });
    return join(state, 'lock');
  } catch {
    return null;
  }
}

async function take(lock: string, folder: string): Promise<void> {
  for (const end = Date.now() + WAIT; !isTaken(lock); await sleep(PAUSE)) {
    if (Date.now() < end) continue;
    throw new UsageError(
      `another djguard is at work in ${folder} (process ${holderOf(lock)}): nothing was written; run this again when it is done`,
    );
  }
}

/** @returns whether the lock is ours, or there is no way to have one. */
function isTaken(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return true;
    if (!isHeld(lock)) drop(lock);
    return false;
  }
}

function isHeld(lock: string): boolean {
  const holder = holderOf(lock);
  const began = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const isRecent = Date.now() - began < LONGEST;
  // Who has just made it has not written its number yet.
  if (holder === null) return Date.now() - began < 1000;
  return isRecent && holder !== process.pid && isAlive(holder);
}

/** Takes an old lock away: under another name first, so that of two who do so one finds nothing. */
function drop(lock: string): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    rmSync(aside, { force: true, recursive: true });
  } catch {}
}

function holderOf(lock: string): number | null {
  const text = readText(lock, 'manifest');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
