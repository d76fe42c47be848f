import { stripVTControlCharacters } from 'node:util';

/** Control characters but for tabs and line breaks, and what turns the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const UNSEEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text that somebody else wrote, as it can be printed: without the sequences that colour a terminal or move about in
 * it, and with other control characters in the way that Python writes them.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replace(UNSEEN, (character) => {
      const code = character.charCodeAt(0);
      return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
    });
}
