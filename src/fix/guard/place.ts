import type { Facts, Reference } from '../../python/semantics/references.ts';
import type { Binding } from '../../python/syntax/imports.ts';
import { enclosing } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import type { Fix, Inline, Piece } from '../fix.ts';
import type { StandIn } from '../stand-in/code.ts';
import { repairs } from './existing-tests.ts';
import { bodyOf, fallbackOf, type GuardGroup, guardGroups, nextStatement, placeGroup, rangeOf } from './groups.ts';
import { guardByTest } from './guard-group.ts';
import { dominates, type ImportUnit, importUnits, staysWithin } from './import-units.ts';
import { mergeGroups, removeTaken } from './merge.ts';
import { newTestFor, placeNewTest } from './new-tests.ts';
import { placeUnit } from './place-imports.ts';
import { warns } from './shapes.ts';
import { type Need, standardImports, WARNINGS } from './standard-imports.ts';
import { knownTest, ownTest, pieceTest, statementOf } from './tests.ts';

/** All that stands under a guard in one file, for one package. */
interface Layout {
  readonly facts: Facts;
  readonly units: readonly ImportUnit[];
  readonly groups: readonly GuardGroup[];
  readonly inlines: readonly Inline[];
  /** Names that code only tests for a value. */
  readonly asked: readonly Reference[];
}

/** What becomes of names whose references stay as they are. */
interface Names {
  readonly standIns: ReadonlyMap<Binding, StandIn>;
  readonly asked: readonly Reference[];
}

/**
 * Places the guards of one package in one file.
 * @param imports the unguarded imports to guard.
 * @param fixes the fix of each statement; none of them a refusal.
 * @returns the edits that do it all, in no particular order.
 */
export function placeGuards(
  facts: Facts,
  imports: readonly Reference[],
  fixes: readonly Fix[],
  { standIns, asked }: Names,
): Edit[] {
  const units = importUnits(imports, standIns);
  const pieces = fixes.flatMap((fix) => (fix.kind === 'piece' ? [fix.piece] : []));
  const inlines = fixes.filter((fix) => fix.kind === 'inline');
  const key = (piece: Piece) => (pieceTest(piece) ?? ownTest(units, piece.references))?.present ?? null;
  const groups = mergeGroups(facts.source, guardGroups(pieces, key), key, facts.package.root);
  const layout = { facts, units, groups, inlines, asked };
  const absorbed = absorb(layout);
  const asking = [...groups, ...inlines].map(statementOf);
  const placed = units.flatMap((unit) => {
    const isAsked = asking.some((statement) => dominates(unit, statement));
    return placeUnit(facts, unit, absorbed.get(unit) ?? null, isAsked);
  });
  const rest = groups.filter((group) => ![...absorbed.values()].includes(group));
  const moved = fixes.flatMap((fix) => (fix.kind === 'piece' ? fix.edits : []));
  const { edits: others, needs } = placeRest({ ...layout, groups: rest });
  const added = standardImports(facts.source, [...units.map((unit) => needOf(facts.source, unit)), ...needs]);
  const edits = [...added, ...moved, ...placed, ...others, ...removeTaken(facts.source, groups)];
  return edits.map((edit) => behindNewline(facts.source, edit));
}

/** What the handler of a unit's guard needs. */
function needOf(source: SourceFile, { last }: ImportUnit): Need {
  return { wanted: warns(source) ? [WARNINGS] : [], before: last, place: last.start };
}

/** Moves an insertion at a line's end after its newline, so that the line keeps its own kind of newline. */
function behindNewline({ text, newline }: SourceFile, edit: Edit): Edit {
  const own = /^(\r\n|\n|\r)/.exec(text.slice(edit.end, edit.end + 2))?.[0];
  if (edit.start !== edit.end || own === undefined || own === newline || !edit.text.startsWith(newline)) return edit;
  const at = edit.end + own.length;
  return { start: at, end: at, text: edit.text.slice(newline.length) + newline };
}

function firstOf(all: readonly (GuardGroup | Inline)[]): Node {
  return all.map(statementOf).reduce((first, at) => (at.start < first.start ? at : first));
}

/** The groups that go into the `else` of the import directly above them. */
function absorb({ facts, units, groups, inlines }: Layout): Map<ImportUnit, GuardGroup> {
  const absorbed = new Map<ImportUnit, GuardGroup>();
  for (const unit of units) {
    const next = nextStatement(unit.last);
    const group = groups.find((at) => at.pieces[0]?.kind === 'wrap' && at.pieces[0].statement === next);
    if (group === undefined || pieceTest(group.pieces[0]) !== null) continue;
    if (unit.suite.parent?.type === 'class_definition') continue;
    const others = [...groups.filter((at) => at !== group), ...inlines].map(statementOf);
    const alone = !others.some((statement) => dominates(unit, statement));
    if (alone && staysWithin(unit, facts, [rangeOf(facts.source, group), ...group.taken])) absorbed.set(unit, group);
  }
  return absorbed;
}

/** The edits that guard all groups that do not go into the `else` of an import, and what they need. */
function placeRest({ facts, units, groups, inlines, asked }: Layout): { edits: Edit[]; needs: Need[] } {
  const { source } = facts;
  const all = [...groups, ...inlines];
  const references = [...all.flatMap((at) => at.references), ...asked];
  const edits: Edit[] = repairs(facts, references);
  const needs: Need[] = [];
  const tests = new Map(all.map((at) => [at, knownTest(facts, units, at, references)]));
  const open = all.filter((at) => tests.get(at) === null);
  const [only] = open;
  if (only !== undefined) {
    const newTest = newTestFor(facts);
    const inClass = enclosing(statementOf(only), 'class_definition') !== null;
    const alone = open.length === 1 && 'pieces' in only && !inClass ? only : null;
    const lines = alone === null ? null : newTest.block(bodyOf(source, alone), fallbackOf(alone));
    if (alone !== null && (lines !== null || newTest.direct !== null)) {
      needs.push({ wanted: newTest.imports, before: firstOf(open), place: firstOf(open).start });
      if (lines === null) tests.set(alone, newTest.direct);
      else edits.push(placeGroup(source, alone, lines));
    } else {
      const needing = open.map(statementOf).sort((a, b) => a.start - b.start);
      const keep = placeNewTest(source, newTest.keep, needing);
      needs.push({ wanted: newTest.imports, before: firstOf(open), place: keep.start });
      edits.push(keep);
      for (const at of open) tests.set(at, newTest.test);
    }
  }
  for (const [at, test] of tests) {
    if (test !== null) edits.push(...('pieces' in at ? guardByTest(source, at, test) : at.edits(test)));
  }
  return { edits, needs };
}
