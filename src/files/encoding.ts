import type { Encoding } from '../types.ts';
import { alphabetOf } from './alphabets.ts';

/** A source as text. A byte order mark stays in the text, as its first character. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

/** Why bytes are not read as Python; `line` counts from 1, null where no line is to blame. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly line: number | null;

  constructor(message: string, line: number | null = null) {
    super(message);
    this.line = line;
  }
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads bytes as Python does: UTF-8, or what a PEP 263 coding line declares.
 * Encoding the text again gives the same bytes, or this throws.
 * @throws DecodeError for bytes that Python would not read, and for encodings that djguard does not know.
 * @see https://peps.python.org/pep-0263/#defining-the-encoding
 */
export function decode(bytes: Buffer): Decoded {
  refuseNul(bytes);
  const declared = declaredEncoding(bytes);
  const bom = bytes.subarray(0, 3).equals(BOM);
  if (bom && declared.encoding !== 'utf-8') {
    throw new DecodeError(
      `has a UTF-8 byte order mark but declares ${declared.encoding}; drop one of them`,
      declared.line,
    );
  }
  const { encoding } = declared;
  const text = encoding === 'utf-8' ? decodeUtf8(bytes) : alphabetOf(encoding).decode(bytes, fail(encoding, bytes));
  if (!encode(text, encoding).equals(bytes)) throw new DecodeError(`does not survive being read as ${encoding}`);
  return { text, encoding };
}

/**
 * The bytes of a text.
 * @throws DecodeError where the encoding has no byte for a character.
 */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  return alphabetOf(encoding).encode(text, (character) => {
    throw new DecodeError(`can't write the character ${JSON.stringify(character)} in ${encoding}`);
  });
}

/** Whether bytes start with a UTF-16 byte order mark, or have a NUL in the first two, as no Python source does. */
export function looksUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}

function refuseNul(bytes: Buffer): void {
  if (looksUtf16(bytes)) throw new DecodeError('is UTF-16, which Python does not read; save it as UTF-8');
  const index = bytes.indexOf(0);
  if (index !== -1) throw new DecodeError('holds a NUL byte, which Python does not read', lineAt(bytes, index));
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new DecodeError(
      'is not UTF-8; convert it, or declare its encoding in the first line (# -*- coding: latin-1 -*-)',
      firstBadLine(bytes),
    );
  }
}

function firstBadLine(bytes: Buffer): number | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  for (let line = 1; start <= bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    if (newline === -1) return null;
    start = end;
  }
  return null;
}

function fail(encoding: Encoding, bytes: Buffer): (index: number) => never {
  return (index) => {
    const byte = `0x${(bytes[index] ?? 0).toString(16).padStart(2, '0')}`;
    throw new DecodeError(`holds the byte ${byte}, which ${encoding} does not have`, lineAt(bytes, index));
  };
}

function lineAt(bytes: Buffer, index: number): number {
  return bytes.subarray(0, index).filter((byte) => byte === 0x0a).length + 1;
}

/**
 * The encoding that a comment in the first line declares, or in the second where the first is blank or a comment.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#encoding-declarations
 */
function declaredEncoding(bytes: Buffer): { encoding: Encoding; line: number | null } {
  const head = bytes.subarray(bytes.subarray(0, 3).equals(BOM) ? 3 : 0).subarray(0, 4096);
  const lines = head.toString('latin1').split(/\r\n|\r|\n/, 2);
  for (const [index, line] of lines.entries()) {
    const name = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1];
    if (name !== undefined) return { encoding: encodingNamed(name, index + 1), line: index + 1 };
    if (!/^[ \t\f]*(#.*)?$/.test(line)) break;
  }
  return { encoding: 'utf-8', line: null };
}

/**
 * Python's names of the encodings that djguard reads, in lower case, letters and digits alone.
 * @see https://docs.python.org/3/library/codecs.html#standard-encodings
 */
const PYTHON_NAMES: readonly (readonly [Encoding, RegExp])[] = [
  ['utf-8', /^(utf8?|u8|utf8(sig|unix|dos|mac)|cp65001)$/],
  ['iso-8859-1', /^(latin1?|l1|iso88591|isolatin1|8859|cp819)$/],
  ['iso-8859-15', /^(latin9|l9|iso885915)$/],
  ['windows-1252', /^(cp1252|1252|windows1252)$/],
  ['ascii', /^(ascii|usascii|646)$/],
];

function encodingNamed(name: string, line: number): Encoding {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const known = PYTHON_NAMES.find(([, pattern]) => pattern.test(plain));
  if (known) return known[0];
  throw new DecodeError(`declares the encoding ${name}, which djguard does not read; convert it to UTF-8`, line);
}
