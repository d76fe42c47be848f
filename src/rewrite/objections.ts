import { isRepairable } from '../fix/guard/existing-tests.ts';
import type { Site } from '../fix/site.ts';
import { calleeOf, doesNothingElse, listsFilled } from '../python/semantics/callee.ts';
import { reaching } from '../python/semantics/definitions/reaching.ts';
import type { Extent } from '../python/semantics/extent/extent.ts';
import { isOptional } from '../python/semantics/lists/length.ts';
import type { Reference } from '../python/semantics/references.ts';
import type { AbsentWorld } from '../python/semantics/worlds/package-absent.ts';
import { contains, field, items, stringValue, textOf } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';
import type { Match } from './matches.ts';
import type { Rule } from './rule.ts';

/** What is known of the source around the statement in question. */
export interface About {
  readonly found: readonly Match[];
  readonly world: AbsentWorld;
}

const STRANDED = 'the name is imported behind a guard that this code does not stand behind: put the code there too';
const TOO_EARLY = 'nothing above it in this file gives the name a value: move the import above it, or delete the line';
/** The advice on a name that is only tested for a value, and that can't be given one. */
export const UNBOUND = 'the name has no value there without the package: set it to None beside the guard of its import';
const DECIDES = 'the condition decides about other code too: say what it is to do without the package';
const FRAGMENT = 'the entry is part of a longer string: write the entries as a list of strings';

const HELPER =
  'the function that it is given to does more than to add it to a list, or gets other entries too: call it under the guard by hand, or append the entry itself';
const PARTS = 'the entry is put together from parts, or is one of several: write the entries as strings';

/** What a human has to decide about a statement whatever shape would fix it, or null. */
export function objection(site: Site, { found, world }: About): string | null {
  const { extents, references } = site;
  if (references.some(isTooEarly)) return TOO_EARLY;
  if (references.some((reference) => isStranded(reference, world))) return STRANDED;
  const fragment = references.find((reference) => reference.kind === 'fragment');
  if (fragment !== undefined) return stringValue(fragment.node) === null ? PARTS : FRAGMENT;
  const isText = references.every(({ kind }) => kind === 'string');
  if (
    isText &&
    extents.some(({ boundary }) => boundary.kind === 'statement' && goesThroughMore(boundary.node, site.roots))
  )
    return HELPER;
  if (extents.some((extent) => extent.boundary.kind === 'condition' && !asksForItself(extent, found))) return DECIDES;
  return byRules(site, found);
}

/** Whether a call gives an entry to a function of the module that does more than to add it to a list, or adds others too. */
function goesThroughMore(statement: Node, roots: readonly string[]): boolean {
  const code = statement.type === 'call' ? statement : items(statement)[0];
  const callee = code?.type === 'call' ? calleeOf(code) : null;
  if (callee?.kind !== 'function') return false;
  const given = items(field(code as Node, 'arguments') as Node);
  const isOurs = (argument: Node) => isOptional(argument, roots);
  const lists = (argument: Node) => listsFilled(code as Node, argument);
  const isPlain = given.every((argument) =>
    isOurs(argument)
      ? lists(argument).length > 0 && doesNothingElse(callee.definition, argument)
      : lists(argument).length === 0,
  );
  return !isPlain;
}

/** The objection of a rule that found something in the statement, or null. */
function byRules(site: Site, found: readonly Match[]): string | null {
  const own = new Map<Rule, Reference[]>();
  for (const { rule, reference } of found) {
    if (site.references.includes(reference)) own.set(rule, [...(own.get(rule) ?? []), reference]);
  }
  for (const [rule, references] of own) {
    const reason = rule.objects?.(site, references) ?? null;
    if (reason !== null) return reason;
  }
  return null;
}

/** Whether a name is used before the module has imported it. */
function isTooEarly({ kind, node }: Reference): boolean {
  if (kind !== 'name') return false;
  const { definitions, unbound } = reaching(node, textOf(node));
  return unbound && definitions.length === 0;
}

/** Whether a name is bound behind a guard that leaves it unbound without the package, and that can't be mended. */
function isStranded(reference: Reference, world: AbsentWorld): boolean {
  return reference.kind === 'name' && !isRepairable(reference, world);
}

/** Whether each statement under a condition that names the package refers to the package too. */
function asksForItself({ statement }: Extent, found: readonly Match[]): boolean {
  const body = field(statement, 'consequence');
  return body !== null && items(body).every((at) => found.some(({ reference }) => contains(at, reference.node)));
}
