import { isIndependent, type Movable } from '../../python/semantics/independent.ts';
import { ofType } from '../../python/syntax/query.ts';
import { ancestors, calledName, field, items, lineEnd, lineStart, nextLine, textOf } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import type { Piece } from '../fix.ts';
import { assignmentOf } from '../site.ts';
import { bodyOf, type GuardGroup } from './groups.ts';

/** How many statements code passes at most to come under one guard with other code, and how many lines. */
const NEAR = { statements: 4, lines: 30 };
/** What code calls that only fills lists of entries and routes. */
const KNOWN = /^(path|re_path|url|include|append|extend|insert|index|add)$/;
/** What may be around a suite whose statements run one after another, once. */
const STRAIGHT = /^(module|block|if_statement|elif_clause|else_clause)$/;

/**
 * Puts groups that are near each other under one guard, where nobody can tell that their code runs earlier or later
 * than it stands.
 * @param groups in source order.
 * @param key the test that a piece needs; null for one that goes with any.
 * @param root the package's root.
 */
export function mergeGroups(
  source: SourceFile,
  groups: readonly GuardGroup[],
  key: (piece: Piece) => string | null,
  root: string,
): GuardGroup[] {
  const merged: GuardGroup[] = [];
  for (const group of groups) {
    const last = merged.at(-1);
    const keys = new Set([...(last?.pieces ?? []), ...group.pieces].map(key).filter((each) => each !== null));
    const one = last === undefined || keys.size > 1 ? null : together(source, last, group, root);
    if (one === null) merged.push(group);
    else merged[merged.length - 1] = one;
  }
  return merged;
}

function together(source: SourceFile, first: GuardGroup, second: GuardGroup, root: string): GuardGroup | null {
  if (
    first.suite !== second.suite ||
    ![first.suite, ...ancestors(first.suite)].every(({ type }) => STRAIGHT.test(type))
  )
    return null;
  if (![first, second].every((group) => group.pieces.every((piece) => isMovable(piece, root)))) return null;
  const references = [...first.references, ...second.references];
  const kinds = new Set(first.pieces.map(({ kind }) => kind));
  const [start, end] = [first.pieces.at(-1) as Piece, second.pieces[0] as Piece];
  const between = statementsBetween(source, start.statement, end.statement);
  if (between === null) return null;
  if (kinds.size === 1 && (kinds.has('behind') || (kinds.has('wrap') && end.kind === 'behind'))) {
    const passed = end.kind === 'behind' ? [...between, end.statement] : between;
    if (isFixed(source, first) || !passes(first, passed)) return null;
    const early = [...bodyOf(source, first), ...second.early];
    return { ...second, early, taken: [...takenBy(first), ...second.taken], references };
  }
  if (end.kind === 'behind' || isFixed(source, second)) return null;
  if (!passes(second, start.kind === 'before' ? [start.statement, ...between] : between)) return null;
  const late = [...first.late, ...bodyOf(source, second)];
  return { ...first, late, taken: [...first.taken, ...takenBy(second)], references };
}

/** The statements between two of a suite; null where they are too many. */
function statementsBetween({ text }: SourceFile, first: Node, second: Node): Node[] | null {
  const between = items(first.parent as Node).filter(({ start, end }) => start > first.end && end < second.start);
  const lines = text.slice(first.end, second.start).split('\n').length;
  return between.length > NEAR.statements || lines > NEAR.lines ? null : between;
}

/** Whether a piece does no more than fill lists of entries or routes, whether or not the package is there. */
function isMovable(piece: Piece, root: string): boolean {
  if (piece.kind === 'split' || (piece.kind === 'wrap' && (piece.fallback.length > 0 || piece.test !== null)))
    return false;
  return ofType(piece.statement, 'call').every((call) => {
    const name = calledName(call) ?? '';
    return KNOWN.test(name) || textOf(field(call, 'function') as Node).startsWith(root) || piece.kind !== 'wrap';
  });
}

/** Whether a comment stands above a group's code, which may be about more than that. */
function isFixed({ text }: SourceFile, { pieces }: GuardGroup): boolean {
  const [{ kind, statement }] = pieces as readonly [Piece];
  if (kind !== 'wrap') return false;
  return /(^|[\r\n])[ \t]*#[^\r\n]*(\r\n|\n|\r)$/.test(text.slice(0, lineStart(text, statement.start)));
}

/** Whether a group's code and some statements may change places. */
function passes({ pieces }: GuardGroup, statements: readonly Node[]): boolean {
  return pieces.every((piece) => statements.every((statement) => isIndependent(movable(piece.statement), statement)));
}

function movable(statement: Node): Movable {
  const assignment = assignmentOf(statement);
  const [code] = items(statement);
  const called = code?.type === 'call' ? field(code, 'function') : null;
  const target = assignment?.left ?? (called?.type === 'attribute' ? field(called, 'object') : null);
  const names = new Set(ofType(statement, 'identifier').map((node) => textOf(node)));
  return { names, targets: target === null ? [statement] : [target] };
}

function takenBy({ pieces, taken }: GuardGroup): Node[] {
  return [...pieces.flatMap((piece) => (piece.kind === 'wrap' ? [piece.statement] : [])), ...taken];
}

/** The edits that remove the statements whose code stands under another place's guard. */
export function removeTaken({ text }: SourceFile, groups: readonly GuardGroup[]): Edit[] {
  return groups.flatMap(({ taken }) => taken.map((statement) => withoutLines(text, statement)));
}

/** The edit that removes a statement's lines, with the blank lines below or above them that would be too many. */
function withoutLines(text: string, statement: Node): Edit {
  const start = lineStart(text, statement.start);
  const end = nextLine(text, statement.end);
  const isBlankAbove = /(^|\r\n|\n|\r)[ \t]*(\r\n|\n|\r)$/.test(text.slice(0, start));
  const isBlankBelow = text.slice(end, lineEnd(text, end)).trim() === '';
  if (text.slice(end).trim() === '')
    return { start: text.slice(0, start).trimEnd().length, end: text.trimEnd().length, text: '' };
  const below = nextLine(text, end);
  return { start, end: isBlankAbove && isBlankBelow && below > end ? below : end, text: '' };
}
