import { availableParallelism } from 'node:os';
import { type Crew, startCrew } from './crew.ts';
import { BATCH } from './shared-memory.ts';

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

/** Searches ahead where there is a second processor. */
export function searchAhead(names: readonly string[]): Ahead | null {
  if (availableParallelism() < 2) return null;
  const offered: string[] = [];
  let crew: Crew | null = null;
  let asked = 0;
  let isSearched = false;
  return {
    names,
    offer(file) {
      const batches = offered.push(file) / BATCH;
      if (!Number.isInteger(batches) || batches < BATCHES_TO_START) return;
      crew ??= startCrew(names, offered);
      crew.send(batches);
    },
    isClear(file) {
      if (crew === null || offered[asked] !== file) return false;
      const index = asked++;
      if (index % BATCH === 0) isSearched = crew.isSearched(index / BATCH);
      return isSearched && !crew.isNamed(index);
    },
    close: () => crew?.close(),
  };
}
