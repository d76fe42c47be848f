import {
  calledName,
  field,
  isSequence,
  items,
  lastName,
  lineEnd,
  lineStart,
  nextLine,
  stringValue,
  unwrap,
  wrapped,
} from '../../python/syntax/tree.ts';
import type { Node, SourceFile } from '../../types.ts';

/** Neighbouring items of a display that all belong to the package. */
export interface EntryRun {
  readonly container: Node;
  readonly items: readonly Node[];
  /** The index of the run's first item in the display. */
  readonly index: number;
  /** Whether the run's lines hold nothing else. */
  readonly ownLines: boolean;
  /** What goes with the run when it moves, in UTF-16 offsets: its lines with their comments, or the items alone. */
  readonly start: number;
  readonly end: number;
}

/**
 * Groups the package's items of a display into runs of neighbours.
 * @param ours the package's items.
 * @param root the package's root: a comment that names it goes with its run.
 */
export function entryRuns(source: SourceFile, container: Node, ours: ReadonlySet<Node>, root: string): EntryRun[] {
  const groups: { index: number; members: Node[] }[] = [];
  items(container).forEach((item, index, all) => {
    if (!ours.has(item)) return;
    const last = groups.at(-1);
    if (last !== undefined && all[index - 1] === last.members.at(-1)) last.members.push(item);
    else groups.push({ index, members: [item] });
  });
  return groups.map((group) => makeRun(source, container, group.index, group.members, root));
}

function makeRun(source: SourceFile, container: Node, index: number, members: Node[], root: string): EntryRun {
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

/** The length in UTF-16 units of the comment lines directly above a run that are about it alone. */
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
  // A heading above several entries stays with those that stay: "Debug toolbar + extensions".
  const about = new RegExp([root, ...words].join('|'), 'i');
  const several = new RegExp(
    `(${about.source})\\w*\\s*(\\+|&|,|and\\s)|(\\+|&|,|\\band)\\s*(django[- ]?)?(${about.source})`,
    'i',
  );
  const isAbout = comments.some((comment) => about.test(comment)) && !comments.some((comment) => several.test(comment));
  return isAbout || isLastOfGroup(source, container, end) ? start - at : 0;
}

/** Whether a comment is an entry that was commented out: it stays where it is. */
function isEntry(comment: string): boolean {
  return /^#\s*(['"]|\w+\().*,\s*$/.test(comment);
}

/** Whether a blank line, a comment or the closing bracket follows: a heading above is then about the run alone. */
function isLastOfGroup({ text }: SourceFile, container: Node, end: number): boolean {
  const next = nextLine(text, end);
  const written = text.slice(next, lineEnd(text, next)).trim();
  return written === '' || written.startsWith('#') || next + text.slice(next).search(/\S/) >= container.end - 1;
}

/** Whether a value is certainly a list, a tuple or a set: a display, or a `+` chain of displays. */
export function isDisplay(node: Node): boolean {
  const inner = unwrap(node);
  if (isSequence(inner) || inner.type === 'expression_list') return true;
  return inner.type === 'binary_operator' && items(inner).every(isDisplay);
}

/** Whether a value is one entry of a list, tuple or set. */
export function isItem(value: Node): boolean {
  const { parent } = wrapped(value);
  return parent !== null && (isSequence(parent) || parent.type === 'expression_list');
}

/** The empty display that stands in for a value: `()` for a tuple, else `[]`. */
export function emptyOf(node: Node): string {
  const outer = wrapped(node);
  const isAdded = outer.parent?.type === 'binary_operator' && !isList(node);
  return isTuple(node) || (isAdded && items(outer.parent as Node).some(isTuple)) ? '()' : '[]';
}

function isTuple(node: Node): boolean {
  const inner = unwrap(node);
  if (/^(binary_operator|conditional_expression)$/.test(inner.type)) return items(inner).some(isTuple);
  return /^(tuple|expression_list)$/.test(inner.type) || calledName(inner) === 'tuple';
}

function isList(node: Node): boolean {
  const inner = unwrap(node);
  return /^list(_comprehension)?$/.test(inner.type) || calledName(inner) === 'list';
}

/**
 * Dictionaries whose pairs may be left out one by one.
 * @see https://docs.djangoproject.com/en/stable/topics/templates/#django.template.backends.django.DjangoTemplates
 */
const OPEN_DICTIONARIES = new Set(['libraries']);

/** Whether a pair may be left out of its dictionary. */
export function isOpenPair(pair: Node): boolean {
  const outer = pair.type === 'pair' ? pair.parent?.parent : null;
  if (outer?.type === 'assignment') return isOpen(lastName(field(outer, 'left')));
  const key = outer?.type === 'pair' ? field(outer, 'key') : null;
  return key !== null && isOpen(stringValue(key));
}

/** Whether an assignment's target is an entry of a dictionary that may be left out: `LIBRARIES["x"]`. */
export function isOpenEntry(target: Node): boolean {
  const dictionary = target.type === 'subscript' ? field(target, 'value') : null;
  return dictionary !== null && isOpen(lastName(dictionary));
}

function isOpen(name: string | null): boolean {
  return name !== null && OPEN_DICTIONARIES.has(name);
}
