/**
 * The search for names in files: Teddy over many texts, a regular expression over few, and from some thousands of files on
 * two threads.
 */
import { availableParallelism } from 'node:os';
import type { Search } from '../files/buffer.ts';
import { looksUtf16 } from '../files/encoding.ts';
import { type ParallelSearch, parallelSearch } from './parallel.ts';
import { byTeddy } from './teddy.ts';

/** From how many texts on Teddy pays off: its tables take some milliseconds. */
const TEXTS_FOR_TEDDY = 256;
/** From how many files on a worker pays off: to start it costs about as much as to search them. */
const FILES_FOR_WORKER = 2048;

/** How long the buffer of a search by expression is at first, in bytes. */
const FIRST_SIZE = 256 * 1024;

/**
 * A search by one thread, for names as UTF-8 and as UTF-16 of either byte order: a text without any is never decoded.
 * @param names of ASCII letters, digits and underscores, or others that are escaped in no regular expression.
 * @param texts how many it is for, if that is known.
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
 * A search by two threads, which knows nothing of a file as long as there are few.
 * @returns null where there is no second processor.
 */
export function searchInParallel(names: readonly string[]): ParallelSearch | null {
  if (availableParallelism() < 2) return null;
  return parallelSearch(names, FILES_FOR_WORKER, () => searchFor(names));
}

/** A search by regular expression, for any names and on any machine. @param names in bytes. */
export function byExpression(names: readonly Buffer[]): Search {
  // One character for each byte: names hold nothing but letters, digits and underscores.
  const any = new RegExp(`(?<!\\w)(?:${names.map((name) => name.toString('latin1')).join('|')})(?!\\w)`);
  let bytes = Buffer.allocUnsafeSlow(FIRST_SIZE);
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
