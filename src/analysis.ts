import { type Claimed, claimed, suppressions } from './findings.ts';
import { decide, PLACED } from './guard/decide.ts';
import { layOut } from './guard/layout.ts';
import type { Plan } from './guard/plan.ts';
import { rebound } from './guard/rebound.ts';
import { type Facts, type Mention, readFacts } from './python/mentions.ts';
import { isExported } from './python/scopes.ts';
import { position } from './python/source.ts';
import { sharesLine } from './python/split.ts';
import { contains, field } from './python/tree.ts';
import { readUses, type Use } from './python/uses.ts';
import type { Transform } from './transform.ts';
import type { Edit, Node, OptionalPackage, SourceFile } from './types.ts';

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

const NOTHING: Analysis = { verdicts: [], edits: [], shared: [] };

const SHARED = 'it shares its line with other statements: give it a line of its own';
const MIGRATION = 'a migration is history and runs everywhere: take the package out of it by hand';
const LOOKED_UP =
  'another statement of this file looks for the entry, which would raise ValueError without it: guard both by hand';
const FRAGMENT = 'the entry is part of a longer string: write the entries as a list of strings';
const EXPORTED =
  'other modules import the name from here: import it where it is used, or choose what it is without the package';
const STAR = 'a star import binds names that cannot be known here: import the names that are used, by name';

/** Finds the unguarded uses of a package and decides about each. */
export function analyse(source: SourceFile, optional: OptionalPackage, transforms: readonly Transform[]): Analysis {
  const facts = readFacts(source, optional);
  const found = notSuppressed(source, claimed(facts, transforms));
  if (found.length === 0) return NOTHING;
  const imports = found.filter(({ mention }) => mention.kind === 'import').map(({ mention }) => mention);
  const uses = readUses(withoutBareImports(facts, imports, found), source.text);
  const groups = [...byStatement(uses)].filter(([statement]) => !isAskedAround(statement, uses));
  const plans = groups.map(([statement, group]) => planFor(source, optional.root, found, statement, group));
  const advice = refusals(facts, imports, plans);
  const shared = [...imports.map((mention) => mention.node), ...plans.map(({ statement }) => statement)].filter((at) =>
    sharesLine(source, at),
  );
  for (const plan of lookedUp(plans)) advice.set(plan.mentions, LOOKED_UP);
  for (const plan of plans) if (shared.includes(plan.statement)) advice.set(plan.mentions, SHARED);
  const blocked = shared.length > 0 ? SHARED : blocks(source, imports, plans, advice);
  const verdicts = listed(found, uses).map((claim) => ({
    ...claim,
    advice: blocked ?? adviceOn(claim.mention, advice),
  }));
  const open = plans.filter((plan) => !advice.has(plan.mentions));
  return {
    verdicts,
    edits:
      blocked === null
        ? layOut(
            facts,
            imports,
            open.map(({ plan }) => plan),
          )
        : [],
    shared,
  };
}

interface Planned {
  readonly statement: Node;
  readonly mentions: readonly Mention[];
  readonly plan: Plan;
}

/** The plans for entries that a refused `.index(...)` in the same file looks for: without them it would fail earlier than before. */
function lookedUp(plans: readonly Planned[]): Planned[] {
  const refused = plans.filter(({ plan }) => plan.kind === 'refuse' && plan.advice === PLACED);
  const settings = new Set(refused.flatMap(({ mentions }) => mentions.map((mention) => mention.context.names[0])));
  return plans.filter(
    ({ plan, mentions }) =>
      plan.kind !== 'refuse' && mentions.some((mention) => settings.has(mention.context.names[0])),
  );
}

type Advice = Map<readonly Mention[], string>;

function notSuppressed({ text }: SourceFile, found: readonly Claimed[]): Claimed[] {
  const lines = suppressions(text);
  if (lines.size === 0) return [...found];
  return found.filter(({ mention, transform }) => {
    const first = position(text, mention.node.start).line;
    const last = position(text, mention.node.end).line;
    return ![first, last].some((line) => {
      const codes = lines.get(line);
      return codes === null || codes?.has(transform.code) || codes?.has(transform.name.toUpperCase());
    });
  });
}

/** A name whose import stays bare always has its value. */
function withoutBareImports(facts: Facts, imports: readonly Mention[], found: readonly Claimed[]): Mention[] {
  const guardedOrTaken = (mention: Mention) =>
    mention.bindings.some((binding) =>
      facts.mentions.some((other) => other.node === binding.statement && (other.guarded || imports.includes(other))),
    );
  return found
    .map(({ mention }) => mention)
    .filter(
      (mention) =>
        mention.kind === 'string' ||
        mention.kind === 'fragment' ||
        (mention.kind === 'name' && guardedOrTaken(mention)),
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

function planFor(
  source: SourceFile,
  root: string,
  found: readonly Claimed[],
  statement: Node,
  uses: readonly Use[],
): Planned {
  const mentions = uses.flatMap((use) => use.mentions);
  const refusing = found.find(
    ({ mention, transform }) => mentions.includes(mention) && transform.refuses !== undefined,
  );
  const advice = mentions.some((mention) => mention.kind === 'fragment') ? FRAGMENT : refusing?.transform.refuses;
  const plan: Plan =
    advice === undefined ? decide(source, root, statement, uses) : { kind: 'refuse', statement, mentions, advice };
  return { statement, mentions, plan };
}

function refusals(facts: Facts, imports: readonly Mention[], plans: readonly Planned[]): Advice {
  const advice: Advice = new Map();
  for (const { mentions, plan } of plans) if (plan.kind === 'refuse') advice.set(mentions, plan.advice);
  for (const mention of imports) {
    const star = mention.bindings.some((binding) => binding.name === '*');
    const taken = rebound(facts.source, mention);
    if (star) advice.set([mention], STAR);
    else if (isReExported(facts.source, mention)) advice.set([mention], EXPORTED);
    else if (taken !== null)
      advice.set([mention], `${taken} is bound to something else too: give the import a name of its own`);
  }
  if (/(^|[\\/])migrations[\\/]/.test(facts.source.path))
    for (const mention of [...imports, ...plans.flatMap((plan) => plan.mentions)]) advice.set([mention], MIGRATION);
  return advice;
}

function isReExported({ path, root, text }: SourceFile, mention: Mention): boolean {
  if (mention.bindings.some((binding) => isExported(binding.name, root, text))) return true;
  return /(^|[\\/])__init__\.py$/.test(path) && mention.node.type === 'import_from_statement' && !settingsFile(text);
}

/** A package of settings is read by name: nobody imports from it. */
function settingsFile(text: string): boolean {
  return /^(INSTALLED_APPS|MIDDLEWARE|DEBUG)\b/m.test(text);
}

/** Why nothing in the file can be guarded: a use that cannot be guarded keeps the module from loading anyway. */
function blocks(
  { text }: SourceFile,
  imports: readonly Mention[],
  plans: readonly Planned[],
  advice: Advice,
): string | null {
  for (const [mentions, reason] of advice) {
    const first = mentions.find((mention) => mention.kind !== 'string');
    if (first === undefined || imports.length === 0) continue;
    if (plans.length === 0 && imports.length === 1) return reason;
    return `line ${position(text, first.node.start).line}: ${reason}`;
  }
  return null;
}

function adviceOn(mention: Mention, advice: Advice): string | null {
  for (const [mentions, reason] of advice) if (mentions.includes(mention)) return reason;
  return null;
}

/** One claim for each import and each use: a use that names the package twice is one finding. */
function listed(found: readonly Claimed[], uses: readonly Use[]): Claimed[] {
  const first = new Set(uses.map((use) => use.mentions[0]));
  return found.filter(({ mention }) => mention.kind === 'import' || first.has(mention));
}
