import type { Edit } from '../../types.ts';
import { type Lines, ownCommentsOf } from './comments.ts';
import { lineEndOf, lineStart, nextLine } from './lines.ts';

/** A list whose entries have lines of their own: a requirements file, an option of an INI file, a table in TOML. */
export interface LineList {
  readonly text: string;
  readonly entries: readonly Lines[];
  /** Where the first entry of an empty list goes: the start of a line, or the end of the text. */
  readonly first: number;
}

/** Takes an entry's lines out, with the comments that belong to it, and an empty line that nothing needs any more. */
export function takeLines({ text, entries }: LineList, at: number): readonly Edit[] {
  const entry = entries[at] as Lines;
  let [start, end] = [ownCommentsOf(text, entry), entry.end];
  const above = start === 0 ? null : text.slice(lineStart(text, start - 1), start);
  const below = text.slice(end, nextLine(text, end));
  const isParagraph = above?.trim() === '' && (below.trim() === '' || end === text.length);
  if (isParagraph && end < text.length) end = nextLine(text, end);
  else if (isParagraph) start = lineStart(text, start - 1);
  // Without a line end at the end of the text there is none afterwards either.
  if (end === text.length && !text.endsWith('\n') && start > 0) start -= text.slice(0, start).endsWith('\r\n') ? 2 : 1;
  return [{ start, end, text: '' }];
}

/** Puts lines in, so that so many entries stand before them. @param lines without a line end at their end. */
export function putLines({ text, entries, first }: LineList, at: number, lines: readonly string[]): readonly Edit[] {
  const end = lineEndOf(text);
  const written = lines.flatMap((line) => line.split(/\r?\n/)).join(end);
  const before = entries[at - 1];
  const next = entries[0];
  const place = before?.end ?? (next === undefined ? first : ownCommentsOf(text, next));
  const isOpen = place > 0 && place === text.length && !text.endsWith('\n');
  return [{ start: place, end: place, text: isOpen ? `${end}${written}` : `${written}${end}` }];
}
