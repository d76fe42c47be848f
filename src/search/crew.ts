import { Worker } from 'node:worker_threads';
import { searchFor } from './search.ts';
import {
  BATCH,
  type Batch,
  MOST_BATCHES,
  makeMemory,
  type Order,
  STATE,
  searchBatch,
  shareIn,
} from './shared-memory.ts';

/** Two threads that search the same files: a worker, and the one that asks. */
export interface Crew {
  /** Sends the worker the first batches. @param count how many, with those that it was sent before. */
  send(count: number): void;
  /** Has a batch searched by either thread; false where the worker has taken it and does not come back. */
  isSearched(number: number): boolean;
  /** Whether a file of a searched batch has to be looked at. @param index its place among all files. */
  isNamed(index: number): boolean;
  close(): void;
}

/** How long a batch of the worker is waited for, in milliseconds. */
const PATIENCE = 2000;

/**
 * Starts the worker.
 * @param files absolute; more may come while it works.
 */
export function startCrew(names: readonly string[], files: readonly string[]): Crew {
  const memory = makeMemory();
  const { states, named } = shareIn(memory);
  const search = searchFor(names);
  const worker = startWorker({ names, memory });
  const filesOf = (number: number): readonly string[] => files.slice(number * BATCH, (number + 1) * BATCH);
  let sent = 0;
  let finished = 0;
  let open = 0;
  /** Frees the worker's memory when it has nothing left to do: what comes then needs it. */
  const dismiss = (): void => {
    if (finished === sent) return;
    while (finished < sent && Atomics.load(states, finished) === STATE.searched) finished++;
    if (finished === sent) void worker.terminate();
  };
  return {
    send(count) {
      for (; sent < Math.min(count, MOST_BATCHES); sent++) {
        worker.postMessage({ number: sent, files: filesOf(sent).join('\0') } satisfies Batch);
      }
    },
    isSearched(number) {
      if (number >= MOST_BATCHES) return false;
      // While the worker has it, this thread searches what comes after it.
      for (open = Math.max(open, number); Atomics.load(states, number) !== STATE.searched; open++) {
        if (open < MOST_BATCHES && open * BATCH < files.length)
          searchBatch({ states, named }, search, open, filesOf(open));
        else if (Atomics.wait(states, number, STATE.taken, PATIENCE) === 'timed-out') return false;
      }
      dismiss();
      return true;
    },
    isNamed: (index) => named[index] === 1,
    close: () => void worker.terminate(),
  };
}

function startWorker(order: Order): Worker {
  const worker = new Worker(new URL('search-worker.js', import.meta.url), {
    workerData: order,
    // What is loaded into the main thread is none of its business.
    execArgv: [],
    // It holds no objects to speak of.
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
  });
  // Where it can't be started nobody takes the batches, and the other thread does.
  worker.on('error', () => {});
  worker.unref();
  return worker;
}
