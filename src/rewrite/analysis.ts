import { decide } from '../fix/choose.ts';
import { isRepairable } from '../fix/guard/existing-tests.ts';
import { layOut } from '../fix/guard/place.ts';
import { refuse, type Site } from '../fix/site.ts';
import { chooseStandIns } from '../fix/stand-in/choose.ts';
import { readUses, type Use } from '../python/semantics/extent/extent.ts';
import { type Facts, type Mention, readFacts } from '../python/semantics/references.ts';
import { conditionsAround } from '../python/semantics/worlds/conditions-around.ts';
import { isTested } from '../python/semantics/worlds/fallbacks.ts';
import { sharesLine } from '../python/syntax/split-lines.ts';
import { contains, field } from '../python/syntax/tree.ts';
import type { Condition, Edit, Node, OptionalPackage, SourceFile } from '../types.ts';
import { type Advice, blocked, collectAdvice, type Planned } from './file-refusals.ts';
import { type Claimed, claimed, unsuppressed } from './matches.ts';
import { type About, objection, UNBOUND } from './objections.ts';
import { sortOut } from './report-only.ts';
import type { Transform } from './rule.ts';

/** One use of a package, and what a human has to do about it: null where djguard does it. */
export interface Verdict {
  readonly mention: Mention;
  readonly transform: Transform;
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
export interface Rules {
  readonly transforms: readonly Transform[];
  /** The roots of all optional packages, the analysed one among them. */
  readonly roots: readonly string[];
  /** Whether uses under these conditions, the nearest first, are nobody's business here. */
  readonly spares: ((conditions: readonly Condition[]) => boolean) | null;
}

const SHARED = 'it shares its line with other statements: give it a line of its own';

/** Finds the unguarded uses of a package in a source and decides about each. */
export function analyse(source: SourceFile, optional: OptionalPackage, rules: Rules): Analysis {
  const facts = readFacts(source, optional);
  const all = unsuppressed(source, claimed(facts, rules.transforms)).filter(
    ({ mention }) => rules.spares?.(conditionsAround(mention.node, source.text)) !== true,
  );
  const { reported, others: found } = sortOut(all);
  const refusals = reported.map((claim) => ({ ...claim, advice: claim.transform.refuses ?? null }));
  if (found.length === 0) return { verdicts: refusals, edits: [], shared: [] };
  const imports = found.map(({ mention }) => mention).filter((mention) => mention.kind === 'import');
  const singles = new Set(found.filter(({ transform }) => transform.single).map(({ mention }) => mention));
  const { standIns, covered, refused } = chooseStandIns(facts, imports);
  const unmet = needed(facts, imports, found).filter((mention) => !covered.has(mention));
  const { asked, uses } = sorted(unmet, source.text, singles);
  const groups = [...byStatement(uses)].filter(([statement]) => !isAskedAround(statement, uses));
  const given = { source, package: optional, root: optional.root, roots: rules.roots, singles };
  const about = { optional, found, question: facts.question };
  const plans = groups.map(([statement, group]) => planFor({ ...given, statement, uses: group }, about));
  for (const [mention, reason] of refused) plans.push(refusedUse(mention, reason));
  const repaired = asked.filter((mention) => isRepairable(mention, facts.question));
  for (const mention of asked) if (!repaired.includes(mention)) plans.push(refusedUse(mention, UNBOUND));
  const advice = collectAdvice(source, imports, plans);
  const open = plans.filter((plan) => !advice.has(plan.mentions));
  const statements = [...imports.map((mention) => mention.node), ...open.map((plan) => plan.statement)];
  const shared = statements.filter((statement) => sharesLine(source, statement));
  const reason = shared.length > 0 ? SHARED : blocked(source, imports, plans, advice);
  const first = new Set([...uses.map((use) => use.mentions[0]), ...asked]);
  const guarded = listed(found, first, reason !== null && shared.length === 0).map((claim) => ({
    ...claim,
    advice: reason ?? adviceOn(claim.mention, advice),
  }));
  const fixable = open.map(({ plan }) => plan);
  return {
    verdicts: [...refusals, ...guarded],
    edits: reason === null ? layOut(facts, imports, fixable, { standIns, asked: repaired }) : [],
    shared,
  };
}

/** The names that are only asked whether they have a value, and the uses that all other mentions make. */
function sorted(unmet: readonly Mention[], text: string, singles: ReadonlySet<Mention>) {
  const asked = unmet.filter(({ kind, node }) => kind === 'name' && isTested(node, text));
  const others = unmet.filter((mention) => !asked.includes(mention));
  return { asked, uses: readUses(others, text, singles) };
}

/** The strings, and the names that are without a value where their import is guarded. */
function needed(facts: Facts, imports: readonly Mention[], found: readonly Claimed[]): Mention[] {
  const settled = new Set(
    facts.mentions.filter((other) => other.guarded || imports.includes(other)).map(({ node }) => node),
  );
  return found
    .map(({ mention }) => mention)
    .filter((mention) => mention.kind !== 'import')
    .filter((mention) => mention.kind !== 'name' || mention.bindings.some(({ statement }) => settled.has(statement)));
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

function planFor(given: Omit<Site, 'mentions'>, about: About): Planned {
  const mentions = given.uses.flatMap((use) => use.mentions);
  const site = { ...given, mentions };
  const advice = objection(site, about);
  return { statement: site.statement, mentions, plan: advice === null ? decide(site) : refuse(site, advice) };
}

function refusedUse(mention: Mention, advice: string): Planned {
  const part = { statement: mention.statement, mentions: [mention] };
  return { ...part, plan: { kind: 'refuse', ...part, advice } };
}

function adviceOn(mention: Mention, advice: Advice): string | null {
  for (const [mentions, reason] of advice) if (mentions.includes(mention)) return reason;
  return null;
}

/**
 * One claim for each import and each use: a use that names the package twice is one finding.
 * @param first the first mention of each use.
 * @param whole whether the file stays as it is: what refers to an import then goes without saying.
 */
function listed(found: readonly Claimed[], first: ReadonlySet<Mention | undefined>, whole: boolean): Claimed[] {
  return found.filter(
    ({ mention }) => mention.kind === 'import' || (first.has(mention) && !(whole && mention.kind === 'name')),
  );
}
