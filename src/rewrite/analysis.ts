import { decide } from '../fix/choose.ts';
import { isRepairable } from '../fix/guard/existing-tests.ts';
import { layOut } from '../fix/guard/place.ts';
import { refuse, type Site } from '../fix/site.ts';
import { chooseStandIns } from '../fix/stand-in/choose.ts';
import { readUses, type Use } from '../python/semantics/extent/extent.ts';
import { type Facts, type Reference, readFacts } from '../python/semantics/references.ts';
import { conditionsAround } from '../python/semantics/worlds/conditions-around.ts';
import { isTested } from '../python/semantics/worlds/fallbacks.ts';
import { sharesLine } from '../python/syntax/split-lines.ts';
import { contains, field } from '../python/syntax/tree.ts';
import type { Condition, Edit, Node, OptionalPackage, SourceFile } from '../types.ts';
import { type Advice, blocked, collectAdvice, type Planned } from './file-refusals.ts';
import { type Claimed, claimed, unsuppressed } from './matches.ts';
import { type About, objection, UNBOUND } from './objections.ts';
import { sortOut } from './report-only.ts';
import type { Rule } from './rule.ts';

/** One use of a package, and what a human has to do about it: null where djguard does it. */
export interface Verdict {
  readonly reference: Reference;
  readonly rule: Rule;
  readonly advice: string | null;
}

/** All that one source says of one package. */
export interface Analysis {
  readonly verdicts: readonly Verdict[];
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
  const all = unsuppressed(source, claimed(facts, options.rules)).filter(
    ({ reference }) => options.spares?.(conditionsAround(reference.node, source.text)) !== true,
  );
  const { reported, others: found } = sortOut(all);
  const refusals = reported.map((claim) => ({ ...claim, advice: claim.rule.refuses ?? null }));
  if (found.length === 0) return { verdicts: refusals, edits: [], shared: [] };
  const imports = found.map(({ reference }) => reference).filter((reference) => reference.kind === 'import');
  const singles = new Set(found.filter(({ rule }) => rule.single).map(({ reference }) => reference));
  const { standIns, covered, refused } = chooseStandIns(facts, imports);
  const unmet = needed(facts, imports, found).filter((reference) => !covered.has(reference));
  const { asked, uses } = sorted(unmet, source.text, singles);
  const groups = [...byStatement(uses)].filter(([statement]) => !isAskedAround(statement, uses));
  const given = { source, package: optional, root: optional.root, roots: options.roots, singles };
  const about = { optional, found, question: facts.question };
  const plans = groups.map(([statement, group]) => planFor({ ...given, statement, uses: group }, about));
  for (const [reference, reason] of refused) plans.push(refusedUse(reference, reason));
  const repaired = asked.filter((reference) => isRepairable(reference, facts.question));
  for (const reference of asked) if (!repaired.includes(reference)) plans.push(refusedUse(reference, UNBOUND));
  const advice = collectAdvice(source, imports, plans);
  const open = plans.filter((plan) => !advice.has(plan.references));
  const statements = [...imports.map((reference) => reference.node), ...open.map((plan) => plan.statement)];
  const shared = statements.filter((statement) => sharesLine(source, statement));
  const reason = shared.length > 0 ? SHARED : blocked(source, imports, plans, advice);
  const first = new Set([...uses.map((use) => use.references[0]), ...asked]);
  const guarded = listed(found, first, reason !== null && shared.length === 0).map((claim) => ({
    ...claim,
    advice: reason ?? adviceOn(claim.reference, advice),
  }));
  const fixable = open.map(({ plan }) => plan);
  return {
    verdicts: [...refusals, ...guarded],
    edits: reason === null ? layOut(facts, imports, fixable, { standIns, asked: repaired }) : [],
    shared,
  };
}

/** The names that are only asked whether they have a value, and the uses that all other references make. */
function sorted(unmet: readonly Reference[], text: string, singles: ReadonlySet<Reference>) {
  const asked = unmet.filter(({ kind, node }) => kind === 'name' && isTested(node, text));
  const others = unmet.filter((reference) => !asked.includes(reference));
  return { asked, uses: readUses(others, text, singles) };
}

/** The strings, and the names that are without a value where their import is guarded. */
function needed(facts: Facts, imports: readonly Reference[], found: readonly Claimed[]): Reference[] {
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

function byStatement(uses: readonly Use[]): Map<Node, Use[]> {
  const groups = new Map<Node, Use[]>();
  for (const use of uses) groups.set(use.statement, [...(groups.get(use.statement) ?? []), use]);
  return groups;
}

/** Whether an `if` around the statement will ask for the package itself. */
function isAskedAround(statement: Node, uses: readonly Use[]): boolean {
  return uses.some((use) => {
    const body = use.stop.kind === 'condition' ? field(use.statement, 'consequence') : null;
    return body !== null && contains(body, statement);
  });
}

function planFor(given: Omit<Site, 'references'>, about: About): Planned {
  const references = given.uses.flatMap((use) => use.references);
  const site = { ...given, references };
  const advice = objection(site, about);
  return { statement: site.statement, references, plan: advice === null ? decide(site) : refuse(site, advice) };
}

function refusedUse(reference: Reference, advice: string): Planned {
  const part = { statement: reference.statement, references: [reference] };
  return { ...part, plan: { kind: 'refuse', ...part, advice } };
}

function adviceOn(reference: Reference, advice: Advice): string | null {
  for (const [references, reason] of advice) if (references.includes(reference)) return reason;
  return null;
}

/**
 * One claim for each import and each use: a use that names the package twice is one finding.
 * @param first the first reference of each use.
 * @param whole whether the file stays as it is: what refers to an import then goes without saying.
 */
function listed(found: readonly Claimed[], first: ReadonlySet<Reference | undefined>, whole: boolean): Claimed[] {
  return found.filter(
    ({ reference }) => reference.kind === 'import' || (first.has(reference) && !(whole && reference.kind === 'name')),
  );
}
