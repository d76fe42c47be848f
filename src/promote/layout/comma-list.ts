import type { Edit } from '../../types.ts';
import { ownCommentsOf } from './comments.ts';
import { indentAt, lineEndOf, lineStart, nextLine } from './lines.ts';
import type { Range } from './scan-toml.ts';

/** A list in brackets, as TOML and Python write them. */
export interface CommaList {
  readonly text: string;
  /** Behind the opening bracket. */
  readonly open: number;
  /** Before the closing one. */
  readonly close: number;
  readonly items: readonly (Range & { readonly comma: number | null; readonly name: string | null })[];
}

/** What comes into a list: a literal, comment lines above it, and a comment behind it. */
export interface Added {
  readonly literal: string;
  readonly above: readonly string[];
  readonly behind: string;
}

/** Whether an item has its lines for itself; only then comments can be told to belong to it. */
export function isAlone({ text, items }: CommaList, at: number): boolean {
  const { start, end, comma } = itemAt(items, at);
  const behind = text.slice(comma === null ? end : comma + 1, nextLine(text, comma ?? end));
  return text.slice(lineStart(text, start), start).trim() === '' && /^[ \t]*(#.*)?\r?\n$/.test(behind);
}

/** Where an item begins, with the comment lines above that are about it alone. */
export function startWithComments(list: CommaList, at: number): number {
  const { start, end, comma, name } = itemAt(list.items, at);
  if (!isAlone(list, at)) return start;
  return ownCommentsOf(list.text, {
    start: lineStart(list.text, start),
    end: nextLine(list.text, comma ?? end),
    name,
  });
}

/** Takes an item out: its lines where it has them for itself, with what belongs to it. */
export function takeOut(list: CommaList, at: number): readonly Edit[] {
  const { text, items, open, close } = list;
  const { start, end, comma } = itemAt(items, at);
  const before = items[at - 1];
  const next = items[at + 1];
  if (isAlone(list, at)) {
    const lines = { start: startWithComments(list, at), end: nextLine(text, comma ?? end), text: '' };
    if (items.length === 1 && `${text.slice(open, lines.start)}${text.slice(lines.end, close)}`.trim() === '') {
      return [{ start: open, end: close, text: '' }];
    }
    const isBare = next === undefined && comma === null && before?.comma != null;
    return [...(isBare ? [{ start: before.comma as number, end: (before.comma as number) + 1, text: '' }] : []), lines];
  }
  if (next !== undefined) return [{ start, end: next.start, text: '' }];
  if (before === undefined) return [{ start: open, end: close, text: '' }];
  return [
    {
      start: comma === null ? before.end : (before.comma ?? before.end) + 1,
      end: comma === null ? end : comma + 1,
      text: '',
    },
  ];
}

/** Puts an item in, so that so many stand before it, as its neighbours are laid out. */
export function putIn(list: CommaList, at: number, added: Added): readonly Edit[] {
  const { text, items } = list;
  if (items.length === 0) return intoEmpty(list, added);
  const neighbour = itemAt(items, Math.max(at - 1, 0));
  if (!isAlone(list, Math.max(at - 1, 0))) {
    const gap = gapIn(list);
    return at === 0
      ? [{ start: neighbour.start, end: neighbour.start, text: `${added.literal},${gap}` }]
      : [{ start: neighbour.end, end: neighbour.end, text: `,${gap}${added.literal}` }];
  }
  const isLast = at === items.length;
  const comma = !isLast || neighbour.comma !== null ? ',' : '';
  const lines = linesOf(added, indentAt(text, neighbour.start), comma, lineEndOf(text));
  const place = at === 0 ? startWithComments(list, 0) : nextLine(text, neighbour.comma ?? neighbour.end);
  const ends = isLast && neighbour.comma === null ? [{ start: neighbour.end, end: neighbour.end, text: ',' }] : [];
  return [...ends, { start: place, end: place, text: lines }];
}

function linesOf({ literal, above, behind }: Added, indent: string, comma: string, end: string): string {
  const last = `${literal}${comma}${behind === '' ? '' : `  ${behind}`}`;
  return [...above, last].map((line) => `${indent}${line}${end}`).join('');
}

function intoEmpty({ text, open, close }: CommaList, added: Added): readonly Edit[] {
  if (!text.slice(open, close).includes('\n')) return [{ start: open, end: close, text: added.literal }];
  const indent = `${indentAt(text, close)}    `;
  const place = lineStart(text, close);
  return [{ start: place, end: place, text: linesOf(added, indent, ',', lineEndOf(text)) }];
}

/** What stands between two items on one line, or between the last two of several lines. */
function gapIn({ text, items }: CommaList): string {
  const gaps = items.slice(1).map(({ start }, index) => text.slice((items[index]?.comma ?? start) + 1, start));
  return gaps.findLast((gap) => gap.trim() === '') ?? ' ';
}

function itemAt(items: CommaList['items'], at: number) {
  const item = items[at];
  if (item === undefined) throw new RangeError(`there is no item ${at}`);
  return item;
}
