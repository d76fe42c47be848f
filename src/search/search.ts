/**
 * The search: does a file hold one of the packages' names as a word? Hardly any file of a tree does, and no other is decoded
 * or parsed, so that a run over many files consists of finding, opening and searching them. Each is read to the search's own
 * buffer and searched there, in one of three ways, which this file chooses:
 *
 * 1. By a regular expression (below): few files, names that Teddy can't take, and WebAssembly without vectors. It is ready
 *    at once, and takes 12 to 17 microseconds for a file of 7 kB and the catalogue's 62 names.
 * 2. By Teddy (teddy.ts, teddy.wat): 256 files or more. It takes 4 microseconds for such a file, however many names there
 *    are, but 5 milliseconds for its tables before the first.
 * 3. By Teddy on two threads (parallel.ts, worker.ts): 2,048 files or more, and two processors. For a quarter more processor
 *    time it saves a quarter of the wall time at 50,000 files, and next to nothing at 20,000.
 *
 * `npx tsx bench/search.ts` measures the first two; docs/ARCHITECTURE.md says how the third was measured.
 */
import { availableParallelism } from 'node:os';
import type { Search } from '../files/buffer.ts';
import { looksUtf16 } from '../files/undecoded.ts';
import { escaped } from '../util/pattern.ts';
import { type ParallelSearch, parallelSearch } from './parallel.ts';
import { byTeddy } from './teddy.ts';

/** From how many texts on Teddy is chosen: its tables take about as long as the expression takes for some hundred. */
const TEXTS_FOR_TEDDY = 256;
/** From how many files on a worker is started: that costs about as much as searching them. */
const FILES_FOR_WORKER = 2048;

/** The first length of the buffer of a search by expression, in bytes. */
const FIRST_LENGTH = 256 * 1024;

/**
 * A search by one thread, for names in UTF-8 and in UTF-16 of either byte order.
 * @param names identifiers: letters, digits and underscores.
 * @param texts how many it is for; without it, many.
 */
export function searchFor(names: readonly string[], texts = Number.POSITIVE_INFINITY): Search {
  const narrow = names.map((name) => Buffer.from(name));
  const wide = names.flatMap((name) => [Buffer.from(name, 'utf16le'), Buffer.from(name, 'utf16le').swap16()]);
  const search = (texts < TEXTS_FOR_TEDDY ? null : byTeddy(narrow)) ?? byExpression(narrow);
  return {
    get bytes() {
      return search.bytes;
    },
    grow: search.grow,
    holds(length) {
      if (search.holds(length)) return true;
      if (length < 2 || !looksUtf16(search.bytes)) return false;
      const text = search.bytes.subarray(0, length);
      return wide.some((name) => text.includes(name));
    },
  };
}

/**
 * A search by two threads. Until enough files are added it starts no worker, and knows nothing of any file.
 * @param names identifiers.
 * @returns null where there is no second processor.
 */
export function searchInParallel(names: readonly string[]): ParallelSearch | null {
  if (availableParallelism() < 2) return null;
  return parallelSearch(names, FILES_FOR_WORKER, () => searchFor(names));
}

/** A search by regular expression, for any names and on any machine. @param names identifiers, in UTF-8. */
export function byExpression(names: readonly Buffer[]): Search {
  // One character for each byte, in the text too. What a user types as a name may be no identifier.
  const any = new RegExp(`(?<!\\w)(?:${names.map((name) => escaped(name.toString('latin1'))).join('|')})(?!\\w)`);
  let bytes = Buffer.allocUnsafeSlow(FIRST_LENGTH);
  return {
    get bytes() {
      return bytes;
    },
    grow() {
      bytes = Buffer.concat([bytes, Buffer.allocUnsafeSlow(bytes.length)]);
    },
    holds: (length) => names.length > 0 && any.test(bytes.toString('latin1', 0, length)),
  };
}
