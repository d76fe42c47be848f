/**
 * A layout that is not decided yet, as in Wadler's printer and Prettier's: text, places where a line may end, groups.
 * The parts of an array follow one another.
 * @see https://github.com/prettier/prettier/blob/main/commands.md
 */
export type Doc = string | readonly Doc[] | Line | Indent | Group | IfBroken | Comment;

/** A place where a line may end; where it does not, it is written as `flat`. A hard one always ends the line. */
interface Line {
  readonly kind: 'line';
  readonly flat: string;
  readonly hard: boolean;
}

/** A layout whose lines are indented one level deeper. */
interface Indent {
  readonly kind: 'indent';
  readonly doc: Doc;
}

/** A layout that takes one line, or breaks at every line place of its own. */
interface Group {
  readonly kind: 'group';
  readonly doc: Doc;
  /** Whether it must break, as a comment in it demands. */
  readonly broken: boolean;
}

/** Text that depends on whether the group around it breaks. */
interface IfBroken {
  readonly kind: 'if';
  readonly broken: string;
  readonly flat: string;
}

/** A comment at the end of a line of code. */
interface Comment {
  readonly kind: 'comment';
  readonly text: string;
}

/** A place where a line always ends. */
export const HARD: Doc = { kind: 'line', flat: '', hard: true };
/** A place where a line may end; nothing where it does not. */
export const SOFT: Doc = { kind: 'line', flat: '', hard: false };
/** A place where a line may end; a space where it does not. */
export const SPACE: Doc = { kind: 'line', flat: ' ', hard: false };

/** Indents the lines of a layout by one level. */
export function indent(doc: Doc): Doc {
  return { kind: 'indent', doc };
}

/** Keeps a layout on one line where it fits. @param broken whether it must break. */
export function group(doc: Doc, broken = false): Doc {
  return { kind: 'group', doc, broken: broken || endsLine(doc) };
}

/** Text that depends on whether the group around it breaks. */
export function ifBroken(broken: string, flat = ''): Doc {
  return { kind: 'if', broken, flat };
}

/** A comment after code, with the two spaces that black puts before it. */
export function behind(text: string): Doc {
  return { kind: 'comment', text: `  ${text}` };
}

/** Puts a separator between each two layouts. */
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

/** Whether a layout is an array of others. */
export function isJoined(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

/**
 * The beginning of a comment for another tool, which does not count for a line's width.
 * @see https://docs.astral.sh/ruff/formatter/black/#pragma-comments-are-ignored-when-computing-line-width
 */
export const PRAGMA = /#\s*(?:noqa|type:|pylint:|pyright:|pragma:)/;
const PRAGMA_FIRST = new RegExp(`^\\s*${PRAGMA.source}`);

/** Whether a comment is for another tool. */
export function isPragma(comment: string): boolean {
  return PRAGMA_FIRST.test(comment);
}
