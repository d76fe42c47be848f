import type { Facts, Reference } from '../../python/semantics/references.ts';
import type { Node } from '../../types.ts';
import type { Inline, Piece, Test } from '../fix.ts';
import { existingTest, repairedTest } from './existing-tests.ts';
import type { GuardGroup } from './groups.ts';
import { dominates, type ImportUnit } from './import-units.ts';
import { nameTest } from './shapes.ts';

/** The statement of an inline fix, and the first of a group. */
export function statementOf(at: GuardGroup | Inline): Node {
  return 'pieces' in at ? (at.pieces[0] as Piece).statement : at.statement;
}

/** The test that a piece brings along; null where it tests for the package. */
export function pieceTest(piece: Piece | undefined): Test | null {
  return piece?.kind === 'wrap' ? piece.test : null;
}

/** The test of a name among the references; null where they are strings alone. */
export function ownTest(units: readonly ImportUnit[], references: readonly Reference[]): Test | null {
  for (const reference of references) {
    if (reference.kind !== 'name') continue;
    const taken = reference.bindings.find((bound) => units.some((unit) => unit.asked.includes(bound)));
    const binding = taken ?? reference.bindings[0];
    if (binding !== undefined) return nameTest(binding.name);
  }
  return null;
}

/**
 * The test for a group or an inline fix that needs no new test, or null.
 * @param repaired references whose names get bound where their guards leave them unbound.
 */
export function knownTest(
  facts: Facts,
  units: readonly ImportUnit[],
  at: GuardGroup | Inline,
  repaired: readonly Reference[],
): Test | null {
  const statement = statementOf(at);
  const own = 'pieces' in at ? pieceTest(at.pieces[0]) : null;
  const known = own ?? ownTest(units, at.references) ?? unitTest(units, statement);
  return known ?? existingTest(facts, statement) ?? repairedTest(facts, repaired, statement);
}

/** The test of the sentinel of an import that is sure to have run before the statement. */
function unitTest(units: readonly ImportUnit[], statement: Node): Test | null {
  const bindings = units.filter((unit) => dominates(unit, statement)).flatMap((unit) => unit.asked);
  const binding = bindings.find((bound) => bound.name !== '_');
  return binding === undefined ? null : nameTest(binding.name);
}
