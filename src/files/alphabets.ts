import type { Encoding } from '../types.ts';

/**
 * A one-byte encoding whose table is kept here: TextDecoder's `latin1` is windows-1252, and never fails.
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 */
export type Alphabet = Exclude<Encoding, 'utf-8'>;

interface Codec {
  /** @param refuse is called with the index of a byte that the encoding does not have. */
  decode(bytes: Buffer, refuse: (index: number) => never): string;
  /** @param refuse is called with a character that the encoding does not have. */
  encode(text: string, refuse: (character: string) => never): Buffer;
}

/** The bytes that differ from ISO 8859-1, and the code points they stand for; null where a byte is undefined. */
type Differences = ReadonlyMap<number, number | null>;

// In the order of the bytes 0x80 to 0x9f; the five zeros are undefined in Python's cp1252 too.
const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

function differencesOf(alphabet: Alphabet): Differences {
  switch (alphabet) {
    case 'iso-8859-1':
      return new Map();
    case 'ascii':
      return new Map(Array.from({ length: 128 }, (_, index) => [128 + index, null]));
    case 'windows-1252':
      return new Map(WINDOWS_1252.map((point, index) => [0x80 + index, point || null]));
    case 'iso-8859-15':
      return new Map([
        [0xa4, 0x20ac],
        [0xa6, 0x0160],
        [0xa8, 0x0161],
        [0xb4, 0x017d],
        [0xb8, 0x017e],
        [0xbc, 0x0152],
        [0xbd, 0x0153],
        [0xbe, 0x0178],
      ]);
  }
}

/**
 * Reads and writes one of the one-byte encodings that Python sources still declare, as Python does.
 * @see https://docs.python.org/3/library/codecs.html#standard-encodings
 */
export function alphabetOf(alphabet: Alphabet): Codec {
  const differences = differencesOf(alphabet);
  const bytesOf = new Map<number, number>();
  for (const [byte, point] of differences) if (point !== null) bytesOf.set(point, byte);
  return {
    decode(bytes, refuse) {
      return Array.from(bytes, (byte, index) => {
        const point = differences.get(byte);
        return String.fromCharCode(point === undefined ? byte : (point ?? refuse(index)));
      }).join('');
    },
    encode(text, refuse) {
      return Buffer.from(
        Array.from(text, (character) => {
          const point = character.codePointAt(0) ?? 0;
          if (point < 256 && !differences.has(point)) return point;
          return bytesOf.get(point) ?? refuse(character);
        }),
      );
    },
  };
}
