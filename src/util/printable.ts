import { stripVTControlCharacters } from 'node:util';

/** The lines that a program printed, with blanks for tabs, and without the sequences that colour a terminal or move about in it. */
export function printedLines(text: string): readonly string[] {
  return stripVTControlCharacters(text).replaceAll('\t', '    ').trimEnd().split(/\r?\n/);
}
