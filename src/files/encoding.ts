import type { Encoding } from '../types.ts';
import { type Codec, codecNamed } from './codecs.ts';
import { BOM, codingLine } from './coding-line.ts';
import { DecodeError, looksUtf16 } from './undecoded.ts';

/** A source as text. A byte order mark stays in the text, as its first character. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

/** The library for every encoding but UTF-8; undefined until a source is in one. */
let library: typeof import('iconv-lite') | undefined;

/**
 * Reads bytes as Python does: UTF-8, or what a PEP 263 coding line declares.
 * Encoding the text again gives the same bytes, or this throws.
 * @throws DecodeError for bytes that Python would not read, and for encodings that djguard does not know.
 * @see https://peps.python.org/pep-0263/#defining-the-encoding
 */
export async function decode(bytes: Buffer): Promise<Decoded> {
  refuseNul(bytes);
  const { encoding: declared, line } = codingLine(bytes);
  if (declared !== 'utf-8' && bytes.subarray(0, 3).equals(BOM))
    throw new DecodeError(`has a UTF-8 byte order mark but declares ${declared}; drop one of them`, line);
  const codec = codecNamed(declared);
  if (codec === null)
    throw new DecodeError(`declares the encoding ${declared}, which djguard does not read; convert it to UTF-8`, line);
  if (codec === 'utf-8') return { text: decodeUtf8(bytes), encoding: codec };
  library ??= (await import('iconv-lite')).default;
  return { text: decodeBy(codec, bytes), encoding: codec.name };
}

/**
 * The bytes of a text.
 * @param encoding as `decode` has given it, in this process.
 * @throws DecodeError where the encoding lacks a character.
 */
export function encode(text: string, encoding: Encoding): Buffer {
  const codec = codecNamed(encoding);
  if (codec === 'utf-8') return Buffer.from(text, 'utf8');
  if (codec === null || library === undefined) throw new Error(`nothing was read in ${encoding}`);
  const bytes = library.encode(text, codec.iconv);
  if (library.decode(bytes, codec.iconv, KEEPING) !== text)
    throw new DecodeError(`can't be written: the text holds characters that ${encoding} does not have`);
  return bytes;
}

/** A byte order mark has no meaning but in UTF-8. */
const KEEPING = { stripBOM: false };

function decodeUtf8(bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (Buffer.from(text).equals(bytes)) return text;
  } catch {}
  throw new DecodeError(
    'is not UTF-8; convert it, or declare its encoding in the first line (# -*- coding: latin-1 -*-)',
    firstBadLine(bytes),
  );
}

function decodeBy({ name, iconv: as, differing }: Codec, bytes: Buffer): string {
  if (library === undefined) throw new Error(`the library for ${name} is not loaded`);
  const { encode: bytesOf } = library;
  const text = library.decode(bytes, as, KEEPING);
  const again = bytesOf(text, as);
  const unknown = [...new Set(text)].filter(
    (at) => at > '\x7f' && (at === '\uFFFD' || differing?.test(bytesOf(at, as).toString('hex'))),
  );
  const places = unknown.map((at) => lineAt(Buffer.from(text.slice(0, text.indexOf(at)))));
  if (!again.equals(bytes))
    places.push(
      lineAt(
        bytes.subarray(
          0,
          bytes.findIndex((byte, at) => byte !== again[at]),
        ),
      ),
    );
  if (places.length === 0) return text;
  throw new DecodeError(
    `holds bytes that ${name} does not have, or that programs read in different ways; convert it to UTF-8`,
    Math.min(...places),
  );
}

function refuseNul(bytes: Buffer): void {
  if (looksUtf16(bytes)) throw new DecodeError('is UTF-16, which Python does not read; save it as UTF-8');
  const index = bytes.indexOf(0);
  if (index !== -1)
    throw new DecodeError('holds a NUL byte, which Python does not read', lineAt(bytes.subarray(0, index)));
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

/** The line that goes on after some bytes, from 1. */
function lineAt(before: Buffer): number {
  return before.filter((byte) => byte === 0x0a).length + 1;
}
