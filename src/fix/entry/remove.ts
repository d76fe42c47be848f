import { items, lineEnd, lineStart, nextLine } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import type { EntryRun } from './runs.ts';

/**
 * The edits that take a run out of its display and leave the display well-formed.
 * @returns null where a comment stands in the way.
 */
export function removal(source: SourceFile, run: EntryRun): Edit[] | null {
  const { text } = source;
  const all = items(run.container);
  const previous = all[run.index - 1];
  const next = all[run.index + run.items.length];
  const comma = tupleComma(run, all);
  const single = soleLeft(source, run, all);
  if (single !== null) return [single];
  if (run.ownLines) return [{ ...withBlankLine(text, run), text: '' }, ...comma];
  const joins = next !== undefined && !text.slice(run.end, next.start).includes('\n');
  const [start, end] = joins || previous === undefined ? [run.start, next?.start ?? run.end] : [previous.end, run.end];
  if (run.container.children.some((child) => child.type === 'comment' && child.start >= start && child.end <= end))
    return null;
  return [{ start, end, text: '' }, ...comma];
}

/** The run's lines, with the blank line that only set them apart: formatters leave no two together, none at an edge. */
function withBlankLine(text: string, { container, start, end }: EntryRun): { start: number; end: number } {
  const next = nextLine(text, end);
  const above = lineStart(text, start - 1 - (text[start - 2] === '\r' ? 1 : 0));
  const blankAbove = above > container.start && text.slice(above, start).trim() === '';
  const blankBelow = text.slice(next, lineEnd(text, next)).trim() === '';
  const first = above <= container.start;
  const last = next + text.slice(next).search(/\S/) >= container.end - 1;
  if (blankBelow && (blankAbove || first)) return { start, end: nextLine(text, next) };
  return { start: blankAbove && last ? above : start, end: next };
}

/** The run's lines with the blank lines around them: both parts of a split display begin and end with an entry. */
export function splitRange(text: string, run: EntryRun): { start: number; end: number } {
  let { start } = run;
  let end = nextLine(text, run.end);
  for (let above = start; ; ) {
    above = lineStart(text, above - 1 - (text[above - 2] === '\r' ? 1 : 0));
    if (above <= run.container.start || text.slice(above, start).trim() !== '') break;
    start = above;
  }
  while (text.slice(end, lineEnd(text, end)).trim() === '' && end < run.container.end) end = nextLine(text, end);
  return { start, end };
}

/**
 * The edit that puts a tuple of one item on one line, as its comma is not a magic one; null where it doesn't fit.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#the-magic-trailing-comma
 */
function soleLeft({ text, width }: SourceFile, run: EntryRun, all: readonly Node[]): Edit | null {
  const [only, ...more] = all.filter((item) => !run.items.includes(item));
  const { container } = run;
  if (container.type !== 'tuple' || only === undefined || more.length > 0 || !run.ownLines) return null;
  const written = text.slice(only.start, only.end);
  const commented = container.children.some(
    (child) => child.type === 'comment' && (child.start < run.start || child.end > run.end),
  );
  const room = width - (container.start - lineStart(text, container.start)) - 3;
  if (commented || written.includes('\n') || written.length > room) return null;
  return { start: container.start, end: container.end, text: `(${written},)` };
}

/**
 * The comma that a tuple needs that is left with one item.
 * @see https://docs.python.org/3/reference/expressions.html#parenthesized-forms
 */
function tupleComma(run: EntryRun, all: readonly Node[]): Edit[] {
  const left = all.filter((item) => !run.items.includes(item));
  const [only] = left;
  if (run.container.type !== 'tuple' || left.length !== 1 || only === undefined) return [];
  const trailing = run.container.children.some(
    (child) => child.type === ',' && child.start >= (all.at(-1) as Node).end,
  );
  if (trailing) return [];
  const isLast = only === all.at(-1);
  if (!isLast && run.ownLines) return [];
  return [{ start: isLast ? only.end : run.end, end: isLast ? only.end : run.end, text: ',' }];
}
