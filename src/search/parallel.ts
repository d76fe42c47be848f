/**
 * A search by two threads, in batches of files: a worker takes them in order while the main thread still finds files.
 * When the main thread needs a batch that is not done, it searches those that are open from there on itself. Which batch
 * is taken or searched stands in memory that both share. https://nodejs.org/api/worker_threads.html
 */
import { Worker } from 'node:worker_threads';
import type { Search } from '../files/buffer.ts';
import { readInto } from '../files/read.ts';

/** Files in a batch: about two milliseconds' work. */
export const BATCH_SIZE = 256;
/** Batches that shared memory holds; the planner searches the files beyond them. */
export const MAX_BATCHES = 16_384;
/** How long the main thread waits for a batch that the worker has taken, in milliseconds. */
const PATIENCE = 2000;

/** How far a batch is. */
export const STATE = { open: 0, taken: 1, searched: 2 } as const;

/** Memory that both threads see. It is not charged for what nobody has written to. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  /** A `STATE` for each batch. */
  readonly states: Int32Array;
  /** For each file 1 if it holds a name or can't be read. */
  readonly hits: Uint8Array;
}

/** What the worker is started with. */
export interface WorkerInput {
  readonly names: readonly string[];
  readonly buffer: SharedArrayBuffer;
}

/** What the worker is posted. */
export interface Batch {
  readonly number: number;
  /** Absolute paths with a zero character between them: one string costs less to post than many. */
  readonly files: string;
}

/** What the main thread has of the search. */
export interface ParallelSearch {
  readonly names: readonly string[];
  /** Hands over a file to search. @param file absolute. */
  add(file: string): void;
  /**
   * Whether a file has been searched, and holds none of the names.
   * @param file in the order in which they were added; false for any other.
   */
  isClear(file: string): boolean;
  /** Ends the worker. */
  close(): void;
}

/** @param buffer the other thread's; without one it is new, and every batch is open. */
export function sharedMemory(buffer = new SharedArrayBuffer(MAX_BATCHES * (4 + BATCH_SIZE))): SharedMemory {
  return { buffer, states: new Int32Array(buffer, 0, MAX_BATCHES), hits: new Uint8Array(buffer, 4 * MAX_BATCHES) };
}

/** Searches the files of a batch, unless the other thread has taken it. */
export function searchBatch({ states, hits }: SharedMemory, search: Search, number: number, files: readonly string[]) {
  if (Atomics.compareExchange(states, number, STATE.open, STATE.taken) !== STATE.open) return;
  for (const [index, file] of files.entries()) if (isHit(search, file)) hits[number * BATCH_SIZE + index] = 1;
  Atomics.store(states, number, STATE.searched);
  Atomics.notify(states, number);
}

/** What can't be read is a hit: the planner says why. */
function isHit(search: Search, file: string): boolean {
  try {
    return search.holds(readInto(search, file));
  } catch {
    return true;
  }
}

/** @param minimum how many files start the worker. @param makeSearch makes the main thread's search. */
export function parallelSearch(names: readonly string[], minimum: number, makeSearch: () => Search): ParallelSearch {
  const files: string[] = [];
  let batches: ReturnType<typeof startBatches> | null = null;
  let asked = 0;
  let isSearched = false;
  return {
    names,
    add(file) {
      const count = files.push(file) / BATCH_SIZE;
      if (!Number.isInteger(count) || files.length < minimum) return;
      batches ??= startBatches(names, files, makeSearch());
      batches.post(count);
    },
    isClear(file) {
      if (batches === null || files[asked] !== file) return false;
      const index = asked++;
      if (index % BATCH_SIZE === 0) isSearched = batches.finish(index / BATCH_SIZE);
      return isSearched && !batches.isHit(index);
    },
    close: () => batches?.close(),
  };
}

/** Starts the worker. @param files more may be added later. @param search the main thread's. */
function startBatches(names: readonly string[], files: readonly string[], search: Search) {
  const memory = sharedMemory();
  const { buffer, states, hits } = memory;
  const worker = startWorker({ names, buffer });
  const filesOf = (number: number) => files.slice(number * BATCH_SIZE, (number + 1) * BATCH_SIZE);
  // Numbers of batches: the first that is not posted, the first that may not be searched, the first that may be open.
  let [posted, finished, next] = [0, 0, 0];
  /** Ends the worker when it has searched all: what comes then needs its memory. */
  const endIdle = (): void => {
    if (finished === posted) return;
    while (finished < posted && Atomics.load(states, finished) === STATE.searched) finished++;
    if (finished === posted) void worker.terminate();
  };
  return {
    /** Posts the first batches to the worker. @param count of them, including those that were posted before. */
    post(count: number): void {
      for (; posted < Math.min(count, MAX_BATCHES); posted++) {
        worker.postMessage({ number: posted, files: filesOf(posted).join('\0') } satisfies Batch);
      }
    },
    /** Searches a batch or waits for it. @returns false if the worker has taken it and does not answer. */
    finish(number: number): boolean {
      if (number >= MAX_BATCHES) return false;
      // While the worker has it, this thread searches what comes after it.
      for (next = Math.max(next, number); Atomics.load(states, number) !== STATE.searched; next++) {
        if (next < MAX_BATCHES && next * BATCH_SIZE < files.length) searchBatch(memory, search, next, filesOf(next));
        else if (Atomics.wait(states, number, STATE.taken, PATIENCE) === 'timed-out') return false;
      }
      endIdle();
      return true;
    },
    /** @param index of a file in a searched batch. */
    isHit: (index: number): boolean => hits[index] === 1,
    close: (): void => void worker.terminate(),
  };
}

function startWorker(input: WorkerInput): Worker {
  const worker = new Worker(new URL('search-worker.js', import.meta.url), {
    workerData: input,
    // What the command line loads into the main thread is not for the worker, which holds hardly any objects.
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
  });
  // Where it can't be started nobody takes the batches, and the main thread searches all of them.
  worker.on('error', () => {}).unref();
  return worker;
}
