import { isRepairable } from '../fix/guard/existing-tests.ts';
import { placeGuards } from '../fix/guard/place.ts';
import { chooseStandIns } from '../fix/stand-in/choose.ts';
import { readExtents } from '../python/semantics/extent/extent.ts';
import { type Facts, type Reference, readFacts } from '../python/semantics/references.ts';
import { isDeferred } from '../python/semantics/startup.ts';
import type { World } from '../python/semantics/values/world.ts';
import { conditionsAround } from '../python/semantics/worlds/conditions-around.ts';
import { isTested } from '../python/semantics/worlds/fallbacks.ts';
import { isLazy } from '../python/syntax/lazy-imports.ts';
import { sharesLine } from '../python/syntax/split-lines.ts';
import type { Condition, Edit, Node, OptionalPackage, SourceFile } from '../types.ts';
import { overlaps } from '../util/edits.ts';
import { blocked, collectRefusals, type Refusals } from './file-refusals.ts';
import { type Match, matchRules, sortOut, unsuppressed } from './matches.ts';
import { namesTaken } from './names-taken.ts';
import { UNBOUND } from './objections.ts';
import type { Rule } from './rule.ts';
import { fixStatements, refusedReference, singlesOf } from './statement-fixes.ts';

/** One reference to a package, and what a human has to do about it: null where djguard does it. */
export interface Diagnosis {
  readonly reference: Reference;
  readonly rule: Rule;
  readonly advice: string | null;
}

/** What was found of one package in one source, and how to fix it. */
export interface Analysis {
  readonly diagnoses: readonly Diagnosis[];
  readonly edits: readonly Edit[];
  /** Statements that share their line with others, and so cannot be guarded where they stand. */
  readonly shared: readonly Node[];
}

/** The options of an analysis. */
export interface AnalysisOptions {
  readonly rules: readonly Rule[];
  /** The names of the rules to apply; null for all. What another rule finds stays that rule's, and is passed over. */
  readonly selected: ReadonlySet<string> | null;
  /** The roots of all optional packages, the analysed one among them. */
  readonly roots: readonly string[];
  /** Whether to pass over references under these conditions, the nearest first; null passes over none. */
  readonly spares: ((conditions: readonly Condition[]) => boolean) | null;
  /** What is known of production, for the conditions in the source. */
  readonly world: World;
}

const SHARED = 'it shares its line with other statements: give it a line of its own';

const TANGLED = 'its guards would change the same code twice: put each entry on a line of its own, or guard it by hand';

/** Finds the unguarded references to a package in a source and fixes each, or says why not. */
export function analyse(source: SourceFile, optional: OptionalPackage, options: AnalysisOptions): Analysis {
  const facts = readFacts(source, optional);
  const { reported, others } = sortOut(matchesFor(facts, options));
  const found = others.filter(({ reference }) => !isNeverRun(reference, facts));
  const unfixed = [
    ...reported.map((match) => ({ ...match, advice: match.rule.reportsOnly ?? null })),
    ...selectedFrom(facts.source, namesTaken(facts, options.rules), options),
  ];
  if (found.length === 0) return { diagnoses: unfixed, edits: [], shared: [] };
  const imports = found.filter(({ reference }) => reference.kind === 'import');
  const imported = imports.map(({ reference }) => reference);
  const { standIns, covered, refused } = chooseStandIns(facts, imported);
  const unmet = needed(facts, imported, found).filter((reference) => !covered.has(reference));
  const { asked, extents } = splitTested(unmet, singlesOf(found));
  const repaired = asked.filter((reference) => isRepairable(reference, facts.world));
  const fixes = [
    ...fixStatements(facts, found, extents, options.roots),
    ...[...refused].map(([reference, reason]) => refusedReference(reference, reason)),
    ...asked
      .filter((reference) => !repaired.includes(reference))
      .map((reference) => refusedReference(reference, UNBOUND)),
  ];
  const refusals = collectRefusals(source, imports, fixes);
  const open = fixes.filter((fix) => !refusals.has(fix.references));
  const statements = [...imported.map(({ node }) => node), ...open.map((fix) => fix.statement)];
  const shared = statements.filter((statement) => sharesLine(source, statement));
  const asks = shared.length > 0 ? SHARED : blocked(source, imported, fixes, refusals);
  const fixable = open.map(({ fix }) => fix);
  const edits = asks === null ? placeGuards(facts, imported, fixable, { standIns, asked: repaired }) : [];
  const isTangled = overlaps(edits);
  const reason = isTangled ? TANGLED : asks;
  const first = new Set([...extents.map((extent) => extent.references[0]), ...asked]);
  const listed = listedMatches(found, first, reason !== null && shared.length === 0);
  const guarded = listed.map((match) => ({ ...match, advice: reason ?? reasonFor(match.reference, refusals) }));
  return { diagnoses: [...unfixed, ...guarded], edits: isTangled ? [] : edits, shared };
}

/** The matches of the selected rules, less those that a comment or the caller passes over. */
function matchesFor(facts: Facts, options: AnalysisOptions): readonly Match[] {
  return selectedFrom(facts.source, matchRules(facts, options.rules), options);
}

function selectedFrom<M extends Match>(
  source: SourceFile,
  matches: readonly M[],
  { selected, spares, world }: AnalysisOptions,
): readonly M[] {
  return unsuppressed(source, matches).filter(
    ({ rule, reference }) =>
      selected?.has(rule.name) !== false && spares?.(conditionsAround(reference.node, world)) !== true,
  );
}

/**
 * Whether a reference is a lazy import whose names nothing reads as the module loads, or is such a name: neither fails
 * then.
 * @see https://peps.python.org/pep-0810/
 */
function isNeverRun(reference: Reference, { references }: Facts): boolean {
  const imports = reference.kind === 'string' ? [] : reference.bindings.map(({ statement }) => statement);
  if (imports.length === 0 || !imports.every(isLazy)) return false;
  const own = references.filter((other) => other.bindings.some(({ statement }) => imports.includes(statement)));
  return own.every(({ kind, node }) => kind === 'import' || isDeferred(node));
}

/** The names that are only tested for a value, and the extents of all other references. */
function splitTested(unmet: readonly Reference[], singles: ReadonlySet<Reference>) {
  const asked = unmet.filter(({ kind, node }) => kind === 'name' && isTested(node));
  const others = unmet.filter((reference) => !asked.includes(reference));
  return { asked, extents: readExtents(others, singles) };
}

/** The strings, and the names that have no value once their import is guarded. */
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

function reasonFor(reference: Reference, refusals: Refusals): string | null {
  for (const [references, reason] of refusals) if (references.includes(reference)) return reason;
  return null;
}

/**
 * One match for each import and each extent: an extent that names the package twice is one finding.
 * @param first the first reference of each extent.
 * @param isRefused whether nothing of the file is fixed: names then go without saying, as their import is reported.
 */
function listedMatches(
  found: readonly Match[],
  first: ReadonlySet<Reference | undefined>,
  isRefused: boolean,
): Match[] {
  return found.filter(
    ({ reference }) =>
      reference.kind === 'import' || (first.has(reference) && !(isRefused && reference.kind === 'name')),
  );
}
