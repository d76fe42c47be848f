import { field, items, lineEnd, lineStart } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import type { Piece, Test } from '../fix.ts';
import { joined } from '../statement/inline.ts';
import { bodyOf, fallbackOf, type GuardGroup, placeGroup } from './groups.ts';
import { conditional } from './shapes.ts';

/** The edits that put a group under a test: into an `if` around it that holds nothing else, or under one of its own. */
export function guardByTest(source: SourceFile, group: GuardGroup, test: Test): Edit[] {
  const condition = soleCondition(group);
  if (condition !== null) {
    const added = ` and ${test.present}`.length;
    const line = lineEnd(source.text, condition.start) - lineStart(source.text, condition.start);
    if (line + added <= source.width) return joined(condition, 'and', test.present);
  }
  return [placeGroup(source, group, conditional(test, bodyOf(source, group), fallbackOf(group), source.indent))];
}

/** The condition of an `if` without other branches that holds nothing but the group; or null. */
function soleCondition(group: GuardGroup): Node | null {
  const { parent } = group.suite;
  if (group.taken.length > 0 || group.early.length > 0) return null;
  if (parent?.type !== 'if_statement' || field(parent, 'alternative') !== null) return null;
  const wrapped = group.pieces.map((piece: Piece) =>
    piece.kind === 'wrap' && piece.fallback.length === 0 ? piece.statement : null,
  );
  return items(group.suite).every((statement) => wrapped.includes(statement)) ? field(parent, 'condition') : null;
}
