import type { Search } from '../files/buffer.ts';
import { readInto } from '../files/read.ts';

/** How many files are searched at a time: about two milliseconds' work. */
export const BATCH = 256;
/** How many batches there is room for; what comes after them is nobody's. */
export const MOST_BATCHES = 16_384;

/** How far a batch is. */
export const STATE = { open: 0, taken: 1, searched: 2 } as const;

/** Memory that both threads see. Pages that nobody writes to take no room. */
export interface Share {
  /** A state for each batch. */
  readonly states: Int32Array;
  /** For each file 1 where it has to be looked at. */
  readonly named: Uint8Array;
}

/** What a worker is started with. */
export interface Order {
  readonly names: readonly string[];
  readonly memory: SharedArrayBuffer;
}

/** What a worker is sent. */
export interface Batch {
  readonly number: number;
  /** Absolute paths with a zero character between them: one string costs less to send than many. */
  readonly files: string;
}

/** Memory for a run: every batch is open. */
export function makeMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(MOST_BATCHES * (4 + BATCH));
}

export function shareIn(memory: SharedArrayBuffer): Share {
  return { states: new Int32Array(memory, 0, MOST_BATCHES), named: new Uint8Array(memory, 4 * MOST_BATCHES) };
}

/** Searches the files of a batch, unless the other thread has taken it. */
export function searchBatch({ states, named }: Share, search: Search, number: number, files: readonly string[]): void {
  if (Atomics.compareExchange(states, number, STATE.open, STATE.taken) !== STATE.open) return;
  for (const [index, file] of files.entries()) if (hasToBeLookedAt(search, file)) named[number * BATCH + index] = 1;
  Atomics.store(states, number, STATE.searched);
  Atomics.notify(states, number);
}

/** What can't be read is for the planner, which says why. */
function hasToBeLookedAt(search: Search, file: string): boolean {
  try {
    return search.holds(readInto(search, file));
  } catch {
    return true;
  }
}
