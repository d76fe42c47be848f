import type { Reference } from '../../python/semantics/references.ts';
import { indentAt, items, lineEnd, lineStart, nextLine, suiteOf } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import type { Piece } from '../fix.ts';
import { type Line, render, takeLines } from '../text/lines.ts';

/** Pieces that follow one another in a suite and share a guard. */
export interface GuardGroup {
  readonly suite: Node;
  readonly pieces: readonly Piece[];
  readonly references: readonly Reference[];
  /** Code from elsewhere in the suite that goes under the guard as well, before that of the pieces and after it. */
  readonly early: readonly Line[];
  readonly late: readonly Line[];
  /** The statements that such code is taken from. */
  readonly taken: readonly Node[];
}

/**
 * Groups pieces that have nothing but comments and blank lines between them.
 * @param pieces in source order.
 * @param key the test that a piece needs; null for one that goes with any.
 */
export function guardGroups(pieces: readonly Piece[], key: (piece: Piece) => string | null): GuardGroup[] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && follows(last, piece) && agree(key(last), key(piece)))
      group.push(piece);
    else groups.push([piece]);
  }
  return groups.map((group) => ({
    suite: suiteOf((group[0] as Piece).statement),
    pieces: group,
    references: group.flatMap((piece) => piece.references),
    early: [],
    late: [],
    taken: [],
  }));
}

/** Whether two pieces can share a guard by their keys. */
function agree(a: string | null, b: string | null): boolean {
  return a === b || a === null || b === null;
}

function follows(last: Piece, piece: Piece): boolean {
  if (piece.kind !== 'wrap' || (last.kind !== 'wrap' && last.kind !== 'behind')) return false;
  return nextStatement(last.statement) === piece.statement;
}

/** The next statement of the same suite, or undefined. */
export function nextStatement(statement: Node): Node | undefined {
  const siblings = items(suiteOf(statement));
  return siblings[siblings.indexOf(statement) + 1];
}

/** A part of the source, in UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The part of the source that a group's guard replaces; empty for lines that are inserted. */
export function rangeOf(source: SourceFile, group: GuardGroup): Range {
  const { text } = source;
  const first = group.pieces[0] as Piece;
  const last = group.pieces.at(-1) as Piece;
  if (first.kind === 'split') return first;
  if (first.kind === 'before') return { start: first.statement.start, end: first.statement.start };
  const end = lineEnd(text, last.statement.end);
  return { start: first.kind === 'wrap' ? first.statement.start : lineEnd(text, first.statement.end), end };
}

/**
 * The code that goes under the guard.
 * @param after comments between this statement and the group belong to the group; null for none.
 */
export function bodyOf(source: SourceFile, group: GuardGroup, after: Node | null = null): Line[] {
  return [...group.early, ...ownBody(source, group, after), ...group.late];
}

function ownBody(source: SourceFile, group: GuardGroup, after: Node | null): Line[] {
  const [first, ...rest] = group.pieces as readonly [Piece, ...Piece[]];
  const wrapped = first.kind === 'wrap' ? group.pieces : rest;
  const body = first.kind === 'wrap' ? [] : [...first.lines];
  const [head] = wrapped;
  if (head === undefined) return body;
  const before = first.kind === 'wrap' ? after : first.statement;
  const start = before === null ? head.statement.start : contentAfter(source, before);
  return [...body, ...takeLines(source, start, lineEnd(source.text, (wrapped.at(-1) as Piece).statement.end))];
}

/** The first comment or statement on the lines below a statement. */
function contentAfter({ text }: SourceFile, statement: Node): number {
  const end = lineEnd(text, statement.end);
  return end + text.slice(end).search(/\S/);
}

/** The code that runs in a group's place without the package. */
export function fallbackOf(group: GuardGroup): Line[] {
  return group.pieces.flatMap((piece) => (piece.kind === 'wrap' ? piece.fallback : []));
}

/** The edit that puts a group's guard, given as lines, in the group's place. */
export function placeGroup(source: SourceFile, group: GuardGroup, lines: readonly Line[]): Edit {
  const { text, newline } = source;
  const first = group.pieces[0] as Piece;
  const range = rangeOf(source, group);
  const indent = indentAt(text, first.statement.start);
  const code = render(lines, indent, newline);
  if (first.kind === 'wrap') {
    const blank = blankAbove(source, first.statement);
    return blank === ''
      ? { ...range, text: code }
      : { ...range, start: lineStart(text, range.start), text: blank + code };
  }
  if (first.kind === 'before') return { ...range, text: `${code}${newline}${newline}${indent}` };
  if (first.kind === 'split' && first.inLine)
    return { ...range, text: [first.close, indent + code, indent + first.open].join(newline + newline) };
  if (first.kind === 'split') {
    const parts = [first.close === '' ? '' : indent + first.close, '', indent + code, '', `${indent}${first.open}`];
    return { ...range, text: parts.map((part) => part + newline).join('') };
  }
  return { ...range, text: `${newline}${newline}${indent}${code}${gapBelow(text, range.end, newline)}` };
}

/**
 * A blank line, where one is missing between an import and the code below it.
 * @see https://pycqa.github.io/isort/docs/configuration/options.html#lines-after-imports
 */
function blankAbove({ text, newline }: SourceFile, statement: Node): string {
  const siblings = items(suiteOf(statement));
  const previous = siblings[siblings.indexOf(statement) - 1];
  if (previous === undefined || !/import/.test(previous.type)) return '';
  const between = text.slice(previous.end, lineStart(text, statement.start));
  return /\n[ \t]*\r?\n/.test(between) || between.includes('#') ? '' : newline + indentAt(text, statement.start);
}

/** A newline where code follows on the line below that of an offset, else nothing. */
export function gapBelow(text: string, offset: number, newline: string): string {
  const below = nextLine(text, offset);
  return below >= text.length || text.slice(below, lineEnd(text, below)).trim() === '' ? '' : newline;
}
