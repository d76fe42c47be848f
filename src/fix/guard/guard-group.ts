import { field, items, lineEnd, lineStart } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import type { Piece, Test } from '../fix.ts';
import { joined } from '../statement/inline.ts';
import { bodyOf, fallbackOf, type GuardRun, placeRun } from './groups.ts';
import { conditional } from './shapes.ts';

/** Puts a run under a test that the code around it can ask. */
export function guardRun(source: SourceFile, run: GuardRun, test: Test): Edit[] {
  const condition = soleCondition(run);
  if (condition !== null) {
    const added = ` and ${test.present}`.length;
    const line = lineEnd(source.text, condition.start) - lineStart(source.text, condition.start);
    if (line + added <= source.width) return joined(condition, 'and', test.present);
  }
  return [placeRun(source, run, conditional(test, bodyOf(source, run), fallbackOf(run), source.indent))];
}

/** The condition of an `if` without other branches that holds nothing but the run, or null. */
function soleCondition(run: GuardRun): Node | null {
  const { parent } = run.suite;
  if (parent?.type !== 'if_statement' || field(parent, 'alternative') !== null) return null;
  const wrapped = run.pieces.map((piece: Piece) =>
    piece.kind === 'wrap' && piece.fallback.length === 0 ? piece.statement : null,
  );
  return items(run.suite).every((statement) => wrapped.includes(statement)) ? field(parent, 'condition') : null;
}
