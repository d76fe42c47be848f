/**
 * A layout that is not decided yet: text, a place where a line may end, and what hangs together.
 * What is joined in an array follows each other.
 */
export type Doc = string | readonly Doc[] | Line | Indent | Group | IfBroken | Comment;

/** A place where a line may end; on one line it reads `flat`. A hard one always ends the line. */
interface Line {
  readonly kind: 'line';
  readonly flat: string;
  readonly hard: boolean;
}

/** What stands one level deeper, where its lines end. */
interface Indent {
  readonly kind: 'indent';
  readonly doc: Doc;
}

/** What stands on one line, or has all its own lines end. */
interface Group {
  readonly kind: 'group';
  readonly doc: Doc;
  /** Whether something in it asks for lines of its own, as a comment does. */
  readonly broken: boolean;
}

/** Text that depends on whether the group around it has lines of its own. */
interface IfBroken {
  readonly kind: 'if';
  readonly broken: string;
  readonly flat: string;
}

/** A comment behind code. */
interface Comment {
  readonly kind: 'comment';
  readonly text: string;
}

export const HARD: Doc = { kind: 'line', flat: '', hard: true };
export const SOFT: Doc = { kind: 'line', flat: '', hard: false };
export const SPACE: Doc = { kind: 'line', flat: ' ', hard: false };

export function indent(doc: Doc): Doc {
  return { kind: 'indent', doc };
}

export function group(doc: Doc, broken = false): Doc {
  return { kind: 'group', doc, broken: broken || endsLine(doc) };
}

export function ifBroken(broken: string, flat = ''): Doc {
  return { kind: 'if', broken, flat };
}

export function behind(text: string): Doc {
  return { kind: 'comment', text: `  ${text}` };
}

/** Puts something between each two. */
export function join(docs: readonly Doc[], separator: Doc): Doc {
  return docs.flatMap((doc, i) => (i === 0 ? [doc] : [separator, doc]));
}

function endsLine(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  if (isJoined(doc)) return doc.some(endsLine);
  if (doc.kind === 'line') return doc.hard;
  if (doc.kind === 'indent') return endsLine(doc.doc);
  return doc.kind === 'group' && doc.broken;
}

/** Whether a layout is a row of others. */
export function isJoined(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

/** How a comment for another tool begins, which may stick out. */
export const PRAGMA = /#\s*(?:noqa|type:|pylint:|pyright:|pragma:)/;
const PRAGMA_FIRST = new RegExp(`^\\s*${PRAGMA.source}`);

/** Whether a comment is for another tool. */
export function isPragma(comment: string): boolean {
  return PRAGMA_FIRST.test(comment);
}
