import { chooseFix } from '../fix/choose.ts';
import { isRepairable } from '../fix/guard/existing-tests.ts';
import { placeGuards } from '../fix/guard/place.ts';
import { refuse, type Site } from '../fix/site.ts';
import { chooseStandIns } from '../fix/stand-in/choose.ts';
import { type Extent, readExtents } from '../python/semantics/extent/extent.ts';
import { type Facts, type Reference, readFacts } from '../python/semantics/references.ts';
import { conditionsAround } from '../python/semantics/worlds/conditions-around.ts';
import { isTested } from '../python/semantics/worlds/fallbacks.ts';
import { sharesLine } from '../python/syntax/split-lines.ts';
import { contains, field } from '../python/syntax/tree.ts';
import type { Condition, Edit, Node, OptionalPackage, SourceFile } from '../types.ts';
import { blocked, collectRefusals, type Refusals, type StatementFix } from './file-refusals.ts';
import { type Match, matchRules, unsuppressed } from './matches.ts';
import { type About, objection, UNBOUND } from './objections.ts';
import { sortOut } from './report-only.ts';
import type { Rule } from './rule.ts';

/** One use of a package, and what a human has to do about it: null where djguard does it. */
export interface Diagnosis {
  readonly reference: Reference;
  readonly rule: Rule;
  readonly advice: string | null;
}

/** All that one source says of one package. */
export interface Analysis {
  readonly diagnoses: readonly Diagnosis[];
  readonly edits: readonly Edit[];
  /** Statements that share their line with others, and so cannot be guarded where they stand. */
  readonly shared: readonly Node[];
}

/** What an analysis goes by. */
export interface AnalysisOptions {
  readonly rules: readonly Rule[];
  /** The roots of all optional packages, the analysed one among them. */
  readonly roots: readonly string[];
  /** Whether uses under these conditions, the nearest first, are nobody's business here. */
  readonly spares: ((conditions: readonly Condition[]) => boolean) | null;
}

const SHARED = 'it shares its line with other statements: give it a line of its own';

/** Finds the unguarded uses of a package in a source and decides about each. */
export function analyse(source: SourceFile, optional: OptionalPackage, options: AnalysisOptions): Analysis {
  const facts = readFacts(source, optional);
  const all = unsuppressed(source, matchRules(facts, options.rules)).filter(
    ({ reference }) => options.spares?.(conditionsAround(reference.node)) !== true,
  );
  const { reported, others: found } = sortOut(all);
  const refusals = reported.map((match) => ({ ...match, advice: match.rule.refuses ?? null }));
  if (found.length === 0) return { diagnoses: refusals, edits: [], shared: [] };
  const imports = found.map(({ reference }) => reference).filter((reference) => reference.kind === 'import');
  const singles = new Set(found.filter(({ rule }) => rule.single).map(({ reference }) => reference));
  const { standIns, covered, refused } = chooseStandIns(facts, imports);
  const unmet = needed(facts, imports, found).filter((reference) => !covered.has(reference));
  const { asked, extents } = sorted(unmet, singles);
  const groups = [...byStatement(extents)].filter(([statement]) => !isAskedAround(statement, extents));
  const given = { source, package: optional, root: optional.root, roots: options.roots, singles };
  const about = { optional, found, world: facts.world };
  const fixes = groups.map(([statement, group]) => fixFor({ ...given, statement, extents: group }, about));
  for (const [reference, reason] of refused) fixes.push(refusedUse(reference, reason));
  const repaired = asked.filter((reference) => isRepairable(reference, facts.world));
  for (const reference of asked) if (!repaired.includes(reference)) fixes.push(refusedUse(reference, UNBOUND));
  const advice = collectRefusals(source, imports, fixes);
  const open = fixes.filter((fix) => !advice.has(fix.references));
  const statements = [...imports.map((reference) => reference.node), ...open.map((fix) => fix.statement)];
  const shared = statements.filter((statement) => sharesLine(source, statement));
  const reason = shared.length > 0 ? SHARED : blocked(source, imports, fixes, advice);
  const first = new Set([...extents.map((extent) => extent.references[0]), ...asked]);
  const guarded = listed(found, first, reason !== null && shared.length === 0).map((match) => ({
    ...match,
    advice: reason ?? adviceOn(match.reference, advice),
  }));
  const fixable = open.map(({ fix }) => fix);
  return {
    diagnoses: [...refusals, ...guarded],
    edits: reason === null ? placeGuards(facts, imports, fixable, { standIns, asked: repaired }) : [],
    shared,
  };
}

/** The names that are only asked whether they have a value, and the uses that all other references make. */
function sorted(unmet: readonly Reference[], singles: ReadonlySet<Reference>) {
  const asked = unmet.filter(({ kind, node }) => kind === 'name' && isTested(node));
  const others = unmet.filter((reference) => !asked.includes(reference));
  return { asked, extents: readExtents(others, singles) };
}

/** The strings, and the names that are without a value where their import is guarded. */
function needed(facts: Facts, imports: readonly Reference[], found: readonly Match[]): Reference[] {
  const settled = new Set(
    facts.references.filter((other) => other.guarded || imports.includes(other)).map(({ node }) => node),
  );
  return found
    .map(({ reference }) => reference)
    .filter((reference) => reference.kind !== 'import')
    .filter(
      (reference) => reference.kind !== 'name' || reference.bindings.some(({ statement }) => settled.has(statement)),
    );
}

function byStatement(extents: readonly Extent[]): Map<Node, Extent[]> {
  const groups = new Map<Node, Extent[]>();
  for (const extent of extents) groups.set(extent.statement, [...(groups.get(extent.statement) ?? []), extent]);
  return groups;
}

/** Whether an `if` around the statement will ask for the package itself. */
function isAskedAround(statement: Node, extents: readonly Extent[]): boolean {
  return extents.some((extent) => {
    const body = extent.boundary.kind === 'condition' ? field(extent.statement, 'consequence') : null;
    return body !== null && contains(body, statement);
  });
}

function fixFor(given: Omit<Site, 'references'>, about: About): StatementFix {
  const references = given.extents.flatMap((extent) => extent.references);
  const site = { ...given, references };
  const advice = objection(site, about);
  return { statement: site.statement, references, fix: advice === null ? chooseFix(site) : refuse(site, advice) };
}

function refusedUse(reference: Reference, advice: string): StatementFix {
  const part = { statement: reference.statement, references: [reference] };
  return { ...part, fix: { kind: 'refuse', ...part, advice } };
}

function adviceOn(reference: Reference, advice: Refusals): string | null {
  for (const [references, reason] of advice) if (references.includes(reference)) return reason;
  return null;
}

/**
 * One match for each import and each extent: an extent that names the package twice is one finding.
 * @param first the first reference of each use.
 * @param whole whether the file stays as it is: what refers to an import then goes without saying.
 */
function listed(found: readonly Match[], first: ReadonlySet<Reference | undefined>, wrapStatement: boolean): Match[] {
  return found.filter(
    ({ reference }) =>
      reference.kind === 'import' || (first.has(reference) && !(wrapStatement && reference.kind === 'name')),
  );
}
