import { codecNamed } from './codecs.ts';
import { codingLine } from './coding-line.ts';

/** What the Encoding Standard calls the encodings in which a byte of ASCII may be part of another character. */
const LABELS: Readonly<Record<string, string>> = {
  big5hkscs: 'big5',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  gb18030: 'gb18030',
  shiftjis: 'shift_jis',
};

/**
 * The text of a Python source for whoever writes nothing of it: all that is ASCII is right, whatever encoding it
 * declares; of the rest some characters may be others. Never fails.
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 */
export function looseText(bytes: Buffer): string {
  const codec = codecNamed(codingLine(bytes).encoding);
  const label = codec === null || codec === 'utf-8' ? undefined : LABELS[codec.iconv];
  try {
    if (label !== undefined) return new TextDecoder(label).decode(bytes);
  } catch {
    // A Node.js that was built without these encodings.
  }
  return bytes.toString('utf8');
}
