import type { Search } from '../files/buffer.ts';

const FIRST_SIZE = 256 * 1024;

/** A search by regular expression, for any names and on any machine. */
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
