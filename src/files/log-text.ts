import { looksUtf16 } from './undecoded.ts';

/** The text of a log: UTF-8, whatever stands in it, or the UTF-16 that PowerShell's `>` writes. */
export function decodeLog(bytes: Uint8Array): string {
  if (!looksUtf16(Buffer.from(bytes.subarray(0, 4)))) return Buffer.from(bytes).toString('utf8');
  const order = bytes[0] === 0xfe ? 'utf-16be' : 'utf-16le';
  return new TextDecoder(order).decode(bytes);
}
