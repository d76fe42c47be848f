import type { Facts, Mention } from '../python/mentions.ts';
import { enclosing, lineEnd } from '../python/tree.ts';
import type { Edit, Node } from '../types.ts';
import {
  clearRow,
  dominates,
  type ImportUnit,
  importLines,
  importUnits,
  isReferred,
  remainingImport,
  staysWithin,
} from './imports.ts';
import { keptTest, repairs } from './kept.ts';
import { render } from './lines.ts';
import type { Piece, Plan, Test } from './plan.ts';
import { placeProbe, probeFor } from './probes.ts';
import {
  bodyOf,
  fallbackOf,
  type GuardRun,
  gapBelow,
  guardRuns,
  nextStatement,
  placeRun,
  rangeOf,
  suiteIndent,
} from './runs.ts';
import { block, conditional, nameTest, sentinel } from './shapes.ts';
import { importFindSpec } from './spec-import.ts';

type Inline = Extract<Plan, { kind: 'inline' }>;

/** All that stands under a guard in one file, for one package. */
interface Layout {
  readonly facts: Facts;
  readonly units: readonly ImportUnit[];
  readonly runs: readonly GuardRun[];
  readonly inlines: readonly Inline[];
}

/**
 * Lays the guards of one package out over one file.
 * @param imports the unguarded imports to guard.
 * @param plans what becomes of each statement; none of them a refusal.
 * @returns the edits that do it all.
 */
export function layOut(facts: Facts, imports: readonly Mention[], plans: readonly Plan[]): Edit[] {
  const units = importUnits(imports);
  const pieces: Piece[] = [];
  const inlines: Inline[] = [];
  const edits: Edit[] = [];
  for (const plan of plans) {
    if (plan.kind === 'inline') inlines.push(plan);
    if (plan.kind !== 'piece') continue;
    pieces.push(plan.piece);
    edits.push(...plan.edits);
  }
  const runs = guardRuns(pieces, (piece) => (pieceTest(piece) ?? ownTest(units, piece.mentions))?.present ?? null);
  const layout = { facts, units, runs, inlines };
  const absorbed = absorb(layout);
  for (const unit of units) edits.push(...placeUnit(layout, unit, absorbed.get(unit) ?? null));
  const rest = { ...layout, runs: runs.filter((run) => ![...absorbed.values()].includes(run)) };
  return [...edits, ...placeRest(rest)];
}

function pieceTest(piece: Piece | undefined): Test | null {
  return piece?.kind === 'wrap' ? piece.test : null;
}

/** The test on a name that the mentions themselves refer to, or null where they are strings alone. */
function ownTest(units: readonly ImportUnit[], mentions: readonly Mention[]): Test | null {
  for (const mention of mentions) {
    if (mention.kind !== 'name') continue;
    const binding =
      mention.bindings.find((bound) => units.some((unit) => unit.bindings.includes(bound))) ?? mention.bindings[0];
    if (binding !== undefined) return nameTest(binding.name);
  }
  return null;
}

/** The runs that go into the `else` of the import right above them. */
function absorb({ facts, units, runs, inlines }: Layout): Map<ImportUnit, GuardRun> {
  const absorbed = new Map<ImportUnit, GuardRun>();
  for (const unit of units) {
    const next = nextStatement(unit.last);
    const run = runs.find((at) => at.pieces[0]?.kind === 'wrap' && at.pieces[0].statement === next);
    if (run === undefined || pieceTest(run.pieces[0]) !== null || unit.suite.parent?.type === 'class_definition')
      continue;
    const { start, end } = rangeOf(facts.source, run);
    const others = [
      ...runs.filter((at) => at !== run).map((at) => at.pieces[0]?.statement as Node),
      ...inlines.map((at) => at.statement),
    ];
    if (staysWithin(unit, facts, start, end) && !others.some((statement) => dominates(unit, statement)))
      absorbed.set(unit, run);
  }
  return absorbed;
}

/** Guards one row's imports, with the code that follows them where it goes along. */
function placeUnit({ facts, runs, inlines }: Layout, unit: ImportUnit, run: GuardRun | null): Edit[] {
  const { source, package: optional } = facts;
  const { text, newline, indent } = source;
  const imports = importLines(source, unit, optional.root);
  const names = [...new Set(unit.bindings.map((binding) => binding.name))];
  const asked = [...runs.map((at) => at.pieces[0]?.statement as Node), ...inlines.map((at) => at.statement)].some(
    (at) => dominates(unit, at),
  );
  const silent =
    !asked && !isReferred(unit, facts) && unit.mentions.every((mention) => mention.node.type === 'import_statement');
  const lines =
    run !== null
      ? block(imports, bodyOf(source, run), fallbackOf(run), indent)
      : sentinel(imports, silent ? [] : names, indent);
  const base = suiteIndent(source, unit.last);
  const code = render(lines, base, newline);
  const edits = clearRow(source, unit, optional.root);
  const end = run === null ? lineEnd(text, unit.last.end) : rangeOf(source, run).end;
  const gap = run === null ? gapFor(source.text, end, newline, unit.suite.type === 'module') : '';
  const last = unit.mentions.find((mention) => mention.node === unit.last);
  const rest =
    last === undefined
      ? text.slice(unit.last.start, lineEnd(text, unit.last.end))
      : remainingImport(source, unit.last, optional.root);
  if (rest !== null)
    return [...edits, { start: unit.last.start, end, text: `${rest}${newline}${newline}${base}${code}${gap}` }];
  return [...edits, { start: unit.last.start, end, text: `${firstGap(facts, unit)}${code}${gap}` }];
}

function gapFor(text: string, end: number, newline: string, module: boolean): string {
  return module ? gapBelow(text, end, newline) : '';
}

/** A blank line where the import above the guarded one stays. */
function firstGap({ source: { text, newline } }: Facts, unit: ImportUnit): string {
  const siblings = unit.suite.children.filter((child) => child.end <= unit.last.start && child.named);
  const kept = siblings.filter((child) => !unit.mentions.some((mention) => mention.node === child)).at(-1);
  if (kept === undefined || !/import/.test(kept.type)) return '';
  if (/\n[ \t]*\r?\n[ \t]*$/.test(text.slice(kept.end, unit.last.start))) return '';
  return newline + suiteIndent({ text } as Facts['source'], unit.last);
}

/** Guards the code that no import right above it carries along. */
function placeRest(layout: Layout): Edit[] {
  const { facts, units, runs, inlines } = layout;
  const { source } = facts;
  const edits: Edit[] = [
    ...repairs(
      facts,
      [...runs, ...inlines].flatMap((at) => at.mentions),
    ),
  ];
  const tests = new Map<GuardRun | Inline, Test>();
  for (const at of [...runs, ...inlines]) {
    const statement = 'pieces' in at ? (at.pieces[0]?.statement as Node) : at.statement;
    const own = 'pieces' in at ? pieceTest(at.pieces[0]) : null;
    const test = own ?? ownTest(units, at.mentions) ?? unitTest(units, statement) ?? keptTest(facts, statement);
    if (test !== null) tests.set(at, test);
  }
  const open = [...runs, ...inlines].filter((at) => !tests.has(at));
  const [only] = open;
  if (only !== undefined) {
    const probe = probeFor(facts);
    if (probe.imports) edits.push(...importFindSpec(source));
    if (
      open.length === 1 &&
      'pieces' in only &&
      enclosing(only.pieces[0]?.statement as Node, 'class_definition') === null
    ) {
      return [
        ...edits,
        placeRun(source, only, probe.block(bodyOf(source, only), fallbackOf(only))),
        ...guarded(layout, tests),
      ];
    }
    const statements = open.map((at) => ('pieces' in at ? (at.pieces[0]?.statement as Node) : at.statement));
    edits.push(
      placeProbe(
        source,
        probe.keep,
        statements.sort((a, b) => a.start - b.start),
      ),
    );
    for (const at of open) tests.set(at, probe.test);
  }
  return [...edits, ...guarded(layout, tests)];
}

/** The sentinel of an import that is sure to have run before the statement. */
function unitTest(units: readonly ImportUnit[], statement: Node): Test | null {
  const unit = units.find((at) => dominates(at, statement) && at.bindings.some((binding) => binding.name !== '_'));
  const binding = unit?.bindings.find((bound) => bound.name !== '_');
  return binding === undefined ? null : nameTest(binding.name);
}

function guarded({ facts, runs, inlines }: Layout, tests: ReadonlyMap<GuardRun | Inline, Test>): Edit[] {
  const edits: Edit[] = [];
  for (const run of runs) {
    const test = tests.get(run);
    if (test === undefined) continue;
    edits.push(
      placeRun(facts.source, run, conditional(test, bodyOf(facts.source, run), fallbackOf(run), facts.source.indent)),
    );
  }
  for (const at of inlines) {
    const test = tests.get(at);
    if (test !== undefined) edits.push(...at.edits(test));
  }
  return edits;
}
