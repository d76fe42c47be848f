import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Search } from './room.ts';
import { searchFor } from './search.ts';
import {
  BATCH,
  type Batch,
  MOST_BATCHES,
  makeMemory,
  type Order,
  type Share,
  STATE,
  searchBatch,
  shareIn,
} from './share.ts';

/** A search by two threads, one of which begins while files are still being found. */
export interface Ahead {
  readonly names: readonly string[];
  /** Hands over a file, absolute. */
  offer(file: string): void;
  /**
   * Whether a file is known to hold none of the names; false where nobody knows.
   * Files have to be asked for in the order in which they were offered; others are nobody's.
   */
  isClear(file: string): boolean;
  /** Ends the second thread. */
  close(): void;
}

/** From how many files on a thread is started: it costs about as much as they do. */
const BATCHES_TO_START = 8;
/** How long a batch of the second thread is waited for, in milliseconds. */
const PATIENCE = 2000;

/** Searches ahead where there is a second processor. */
export function searchAhead(names: readonly string[]): Ahead | null {
  if (availableParallelism() < 2) return null;
  const offered: string[] = [];
  const filesOf = (number: number): readonly string[] => offered.slice(number * BATCH, (number + 1) * BATCH);
  let crew: Crew | null = null;
  let asked = 0;
  let open = 0;
  let isKnown = false;
  const send = ({ worker }: Crew, number: number): void => {
    if (number < MOST_BATCHES) worker.postMessage({ number, files: filesOf(number).join('\0') } satisfies Batch);
  };
  /** Has a batch searched: searches what is open from there on, until the batch is done. */
  const isSearched = ({ share, search }: Crew, number: number): boolean => {
    for (open = Math.max(open, number); stateOf(share, number) !== STATE.searched; open++) {
      if (open < MOST_BATCHES && open * BATCH < offered.length) searchBatch(share, search, open, filesOf(open));
      else return Atomics.wait(share.states, number, STATE.taken, PATIENCE) !== 'timed-out';
    }
    return true;
  };
  return {
    names,
    offer(file) {
      const count = offered.push(file) / BATCH;
      if (!Number.isInteger(count) || count < BATCHES_TO_START) return;
      const started = crew;
      crew ??= startCrew(names);
      for (let number = started === null ? 0 : count - 1; number < count; number++) send(crew, number);
    },
    isClear(file) {
      if (crew === null || offered[asked] !== file) return false;
      const index = asked++;
      const number = Math.floor(index / BATCH);
      if (index % BATCH === 0) isKnown = number < MOST_BATCHES && isSearched(crew, number);
      return isKnown && crew.share.named[index] === 0;
    },
    close() {
      void crew?.worker.terminate();
    },
  };
}

interface Crew {
  readonly worker: Worker;
  readonly share: Share;
  /** The main thread's own. */
  readonly search: Search;
}

function startCrew(names: readonly string[]): Crew {
  const memory = makeMemory();
  const worker = new Worker(new URL('search-worker.js', import.meta.url), {
    workerData: { names, memory } satisfies Order,
    // What is loaded into the main thread is none of its business.
    execArgv: [],
    // It holds no objects to speak of.
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
  });
  // Where it can't be started nobody takes the batches, and this thread does.
  worker.on('error', () => {});
  worker.unref();
  return { worker, share: shareIn(memory), search: searchFor(names) };
}

function stateOf({ states }: Share, number: number): number {
  return Atomics.load(states, number);
}
