import { type Form, formOf } from '../../python/semantics/call-forms.ts';
import type { Facts, Reference } from '../../python/semantics/references.ts';
import { type Binding, isUnder } from '../../python/syntax/imports.ts';
import { field, items } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import { misfit } from '../refuse/by-context.ts';
import { type StandIn, standIn } from './code.ts';

/** What stands in for a package's decorators, context managers and functions where it is missing. */
export interface StandIns {
  readonly standIns: ReadonlyMap<Binding, StandIn>;
  /** The references that need no guard, as their name always has a value. */
  readonly covered: ReadonlySet<Reference>;
  /** The references, and the imports that nothing refers to, for which nothing can stand in, and why. */
  readonly refused: ReadonlyMap<Reference, string>;
}

const MIXED = 'it is used in ways for which no one thing can stand in: define it by hand in `except ImportError`';
const UNUSED =
  'nothing in this file uses it, and how other modules do decides what can stand in for it: import it where it is used, or take the import out';

/**
 * Chooses what stands in for each name that an unguarded import binds and the catalogue knows a fallback for.
 * A name that is used in no such way is left to the other guards.
 */
export function chooseStandIns(facts: Facts, imports: readonly Reference[]): StandIns {
  const standIns = new Map<Binding, StandIn>();
  const covered = new Set<Reference>();
  const refused = new Map<Reference, string>();
  const { fallbacks = [], echoes = [] } = facts.package;
  for (const [reference, binding] of imports.flatMap((at) => at.bindings.map((bound) => [at, bound] as const))) {
    const uses = facts.references.filter((at) => at.kind === 'name' && at.bindings.includes(binding));
    const holds = uses.length === 0 && fallbacks.some((name) => isUnder(name, binding.target));
    if (!holds && !fallbacks.includes(binding.target)) continue;
    const echo = echoes.includes(binding.target);
    const forms = uses.length === 0 ? unused(binding, echo) : uses.map((use) => formIn(use, echo));
    if (forms.every((form) => form === null) && !uses.some(({ node }) => isCalled(node) || isAliased(node))) continue;
    for (const use of uses) covered.add(use);
    const wrong = uses.filter((_, i) => forms[i] === null);
    const made = wrong.length === 0 ? choose(binding, forms as Form[], uses, facts) : null;
    if (made !== null) standIns.set(binding, made);
    else if (wrong.length === 0) refused.set(uses[0] ?? reference, uses.length > 0 ? MIXED : UNUSED);
    for (const use of wrong) refused.set(use, misfit(use.node));
  }
  return { standIns, covered, refused };
}

function formIn({ node }: Reference, echo: boolean): Form | null {
  return formOf(node, echo);
}

/** The forms that other modules may use of a name that this one does not: an echo is called, others are all forms. */
function unused({ statement, clause }: Binding, echo: boolean): (Form | null)[] {
  if (echo) return ['echo'];
  const offered = statement.type === 'import_from_statement' || clause.type === 'aliased_import';
  return offered ? ['decorator', 'decorator call', 'block', 'statement'] : [];
}

/** Whether a name is assigned to another. */
function isAliased(node: Node): boolean {
  return node.parent?.type === 'assignment' && node.field === 'right';
}

function isCalled(node: Node): boolean {
  return node.parent?.type === 'call' && node.field === 'function';
}

function choose(
  binding: Binding,
  forms: readonly Form[],
  uses: readonly Reference[],
  { source }: Facts,
): StandIn | null {
  const args = uses.map(({ node }) => (isCalled(node) ? items(field(node.parent as Node, 'arguments') as Node) : []));
  return standIn(binding.name, {
    forms: new Set(forms),
    named: args.every((given) => given.every((argument) => argument.type === 'keyword_argument')),
    single: args.every((given) => given.length <= 1 && given.every((argument) => !/keyword|splat/.test(argument.type))),
    free: !/\bnullcontext\b/.test(source.text),
    indent: source.indent,
  });
}
