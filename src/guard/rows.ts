import { isSequence, items, lineEnd, lineStart, unwrap } from '../python/tree.ts';
import type { Edit, Node, SourceFile } from '../types.ts';

/** Items of a display that stand next to each other and all belong to the package. */
export interface Run {
  readonly container: Node;
  readonly items: readonly Node[];
  /** The index of the run's first item in the display. */
  readonly index: number;
  /** Whether the run has its lines to itself. */
  readonly ownLines: boolean;
  /** What goes with the run when it moves: whole lines with their comments, or the items alone. */
  readonly start: number;
  readonly end: number;
}

/** Groups the package's items of a display into runs of neighbours. */
export function runsOf(source: SourceFile, container: Node, ours: ReadonlySet<Node>, root: string): Run[] {
  const groups: { index: number; members: Node[] }[] = [];
  items(container).forEach((item, index, all) => {
    if (!ours.has(item)) return;
    const last = groups.at(-1);
    if (last !== undefined && all[index - 1] === last.members.at(-1)) last.members.push(item);
    else groups.push({ index, members: [item] });
  });
  return groups.map((group) => makeRun(source, container, group.index, group.members, root));
}

function makeRun(source: SourceFile, container: Node, index: number, members: Node[], root: string): Run {
  const { text } = source;
  const first = members[0] as Node;
  const last = members.at(-1) as Node;
  const start = lineStart(text, first.start);
  const end = lineEnd(text, last.end);
  const before = text.slice(start, first.start);
  const behind = text.slice(last.end, end);
  if (!/^[ \t]*$/.test(before) || !/^[ \t]*,?[ \t]*(#.*)?$/.test(behind) || end >= container.end) {
    return { container, items: members, index, ownLines: false, start: first.start, end: last.end };
  }
  const above = start - leadingComments(source, container, start, end, root);
  return { container, items: members, index, ownLines: true, start: above, end };
}

/** The length of the comment lines directly above that speak of the run alone. */
function leadingComments(source: SourceFile, container: Node, start: number, end: number, root: string): number {
  const { text } = source;
  let at = start;
  const comments: string[] = [];
  while (at > container.start) {
    const above = lineStart(text, at - 1 - (text[at - 2] === '\r' ? 1 : 0));
    const written = text.slice(above, lineEnd(text, above)).trim();
    if (!written.startsWith('#') || above <= container.start || isEntry(written)) break;
    comments.push(written);
    at = above;
  }
  const words = root.split('_').filter((word) => word.length > 3);
  const about = new RegExp([root, ...words].join('|'), 'i');
  return comments.some((comment) => about.test(comment)) || isLastOfGroup(source, container, end) ? start - at : 0;
}

/** An entry that somebody commented out stays where it can be brought back. */
function isEntry(comment: string): boolean {
  return /^#\s*(['"]|\w+\().*,\s*$/.test(comment);
}

/** Whether a blank line, a comment or the closing bracket follows: a heading above has nothing else to head. */
function isLastOfGroup({ text }: SourceFile, container: Node, end: number): boolean {
  const next = end + (text.startsWith('\r\n', end) ? 2 : 1);
  const written = text.slice(next, lineEnd(text, next)).trim();
  return written === '' || written.startsWith('#') || next + text.slice(next).search(/\S/) >= container.end - 1;
}

/**
 * The edits that take a run out of its display and leave the display well-formed.
 * @returns null where a comment stands in the way.
 */
export function removal(source: SourceFile, run: Run): Edit[] | null {
  const { text } = source;
  const all = items(run.container);
  const previous = all[run.index - 1];
  const next = all[run.index + run.items.length];
  const comma = keptComma(run, all);
  const single = soleLeft(source, run, all);
  if (single !== null) return [single];
  if (run.ownLines) return [{ ...withBlankLine(text, run), text: '' }, ...comma];
  const joins = next !== undefined && !text.slice(run.end, next.start).includes('\n');
  const [start, end] = joins || previous === undefined ? [run.start, next?.start ?? run.end] : [previous.end, run.end];
  if (run.container.children.some((child) => child.type === 'comment' && child.start >= start && child.end <= end))
    return null;
  return [{ start, end, text: '' }, ...comma];
}

/** The run's lines, with a blank line that only set them apart: formatters leave no two together and none at an edge. */
export function withBlankLine(text: string, { container, start, end }: Run): { start: number; end: number } {
  const next = afterLine(text, end);
  const above = lineStart(text, start - 1 - (text[start - 2] === '\r' ? 1 : 0));
  const blankAbove = above > container.start && text.slice(above, start).trim() === '';
  const blankBelow = text.slice(next, lineEnd(text, next)).trim() === '';
  const first = above <= container.start;
  const last = next + text.slice(next).search(/\S/) >= container.end - 1;
  if (blankBelow && (blankAbove || first)) return { start, end: afterLine(text, lineEnd(text, next)) };
  return { start: blankAbove && last ? above : start, end: next };
}

/** The run's lines with the blank lines around them: both parts of a display that is split begin and end with an entry. */
export function splitRange(text: string, run: Run): { start: number; end: number } {
  let { start } = run;
  let end = afterLine(text, run.end);
  for (let above = start; ; ) {
    above = lineStart(text, above - 1 - (text[above - 2] === '\r' ? 1 : 0));
    if (above <= run.container.start || text.slice(above, start).trim() !== '') break;
    start = above;
  }
  while (text.slice(end, lineEnd(text, end)).trim() === '' && end < run.container.end)
    end = afterLine(text, lineEnd(text, end));
  return { start, end };
}

function afterLine(text: string, end: number): number {
  return end + (text.startsWith('\r\n', end) ? 2 : 1);
}

/** A tuple of one item goes on one line: its comma asks for no more. */
function soleLeft({ text, width }: SourceFile, run: Run, all: readonly Node[]): Edit | null {
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

/** A tuple that keeps one item keeps a comma. */
function keptComma(run: Run, all: readonly Node[]): Edit[] {
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

/** Whether a value is a row of entries for sure: a display, or a chain of them. */
export function isRow(node: Node): boolean {
  const inner = unwrap(node);
  if (isSequence(inner) || inner.type === 'expression_list') return true;
  return inner.type === 'binary_operator' && items(inner).every(isRow);
}

/** The empty row of the same type. */
export function emptyOf(node: Node): string {
  return /^(tuple|expression_list)$/.test(unwrap(node).type) ? '()' : '[]';
}
