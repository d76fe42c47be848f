import type { Search } from '../files/buffer.ts';
import { looksUtf16 } from '../files/encoding.ts';
import { byExpression } from './regex.ts';
import { byVectors } from './teddy.ts';

/** From how many texts on the tables of a search by vectors pay off: making them takes some milliseconds. */
const MANY = 256;

/**
 * A search for names in bytes, also as UTF-16: a text that holds none is never decoded.
 * @param texts how many it is for: few are searched by what is made at once.
 */
export function searchFor(names: readonly string[], texts = MANY): Search {
  const narrow = names.map((name) => Buffer.from(name));
  const wide = names.flatMap((name) => [Buffer.from(name, 'utf16le'), Buffer.from(name, 'utf16le').swap16()]);
  const search = (texts < MANY ? null : byVectors(narrow)) ?? byExpression(narrow);
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
