import type { Node, Tree } from '../../types.ts';
import { assignedValue, ofType } from '../syntax/query.ts';
import { functionName, functionOf, isVariable } from '../syntax/scopes.ts';
import { ancestors, calledName, field, items, lastName, textOf, unwrap } from '../syntax/tree.ts';
import { classMeant } from './constants/names.ts';
import { isSpelledOut } from './constants/spelled.ts';
import { destinationOf, ROUTES } from './destination.ts';
import { FILLS } from './mutation.ts';
import { isDeferred } from './startup.ts';

/** A name whose value is made of others': `INSTALLED_APPS = DJANGO_APPS + LOCAL_APPS`. */
interface Flow {
  readonly into: string;
  readonly from: ReadonlySet<string>;
}

interface Gathered {
  readonly flows: readonly Flow[];
  /** The same for names of lists that the module does not fill. */
  readonly shared: readonly Flow[];
}

/** The kind of a setting by its name; null for a name that is none. */
type Kind<T> = (name: string) => T | null;

/**
 * Finds the names of a module whose values end up in a setting, of this module or of one that takes them.
 * @param known the kind of a setting by its name, or null for a name that is none.
 * @returns the kind of any name: its own where it is a setting, else that of a setting it flows into, else null.
 */
export function flowsInto<T>(root: Node, known: Kind<T>): Kind<T> {
  return flowsOf(root, { known, asked: new Map(), lookups: new Map() });
}

/** One question after the kinds of names, in any number of modules. */
interface Question<T> {
  readonly known: Kind<T>;
  /** What is known of names that the names of others flow into; null while it is being asked. */
  readonly asked: Map<string, T | null>;
  readonly lookups: Map<string, Kind<T>>;
}

/** @param isShared whether another module may fill the lists, so that each name of a list counts. */
function flowsOf<T>(root: Node, question: Question<T>, isShared = false): Kind<T> {
  const { known, lookups } = question;
  const key = `${root.tree.module?.path} ${isShared}`;
  const made = lookups.get(key);
  if (made !== undefined) return made;
  const found = new Map<string, T>();
  const lookup = (name: string): T | null => known(name) ?? found.get(name) ?? kindElsewhere(root, name, question);
  lookups.set(key, lookup);
  const gathered = root.tree.once(gather);
  const flows = isShared ? [...gathered.flows, ...gathered.shared] : gathered.flows;
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const flow of flows) {
      const kind = lookup(flow.into);
      if (kind === null) continue;
      for (const name of flow.from) if (!found.has(name)) found.set(name, kind);
    }
  }
  return lookup;
}

function kindElsewhere<T>(root: Node, name: string, question: Question<T>): T | null {
  const key = `${root.tree.module?.path} ${name}`;
  const answer = question.asked.get(key);
  if (answer !== undefined) return answer;
  question.asked.set(key, null);
  const takers = kindInTakers(root, name, (other) => flowsOf(other, question));
  const kind = takers ?? kindInSources(root, name, (other) => flowsOf(other, question, true));
  question.asked.set(key, kind);
  return kind;
}

/** The kind that a name of a list has in the module that it comes from: `from .base import INSTALLED_APPS as APPS`. */
function kindInSources<T>({ tree }: Node, name: string, flowsIn: (root: Node) => Kind<T>): T | null {
  for (const source of tree.module?.sources() ?? []) {
    if (source.kind !== 'all' && source.name !== name) continue;
    const own = source.of ?? name;
    const kind = source.kind === 'value' || !source.mayHave(own) ? null : flowsIn(source.root)(own);
    if (kind !== null) return kind;
  }
  return null;
}

/** The kind of what another module makes of a name. */
function kindInTakers<T>({ tree }: Node, name: string, flowsIn: (root: Node) => Kind<T>): T | null {
  for (const taking of tree.module?.takings(name) ?? []) {
    const lookup = flowsIn(taking.node.tree.root);
    const names = taking.kind === 'value' ? destinationOf(taking.node, false).names : [taking.name];
    for (const at of names) {
      const kind = lookup(at);
      if (kind !== null) return kind;
    }
  }
  return null;
}

function gather({ nodes }: Tree): Gathered {
  const flows: Flow[] = [];
  const shared: Flow[] = [];
  const add = (target: Node | null, value: Node | null) => {
    const into = lastName(target);
    if (into !== null && value !== null) flows.push({ into, from: referenced(value) });
  };
  const filled = filledNames(nodes);
  // What is put into another name of a list is in the list.
  const alias = (target: Node | null, value: Node | null) => {
    for (const [name, list] of sharedBy(target, value))
      (filled.has(name) ? flows : shared).push({ into: list, from: new Set([name]) });
  };
  for (const node of nodes) {
    if (node.type === 'assignment' || node.type === 'augmented_assignment')
      add(field(node, 'left'), field(node, 'right'));
    if (node.type === 'assignment') alias(field(node, 'left'), assignedValue(node));
    if (node.type === 'named_expression') alias(field(node, 'name'), field(node, 'value'));
    if (node.type === 'for_statement') {
      for (const target of targetsOf(field(node, 'left'))) add(target, field(node, 'right'));
      alias(field(node, 'left'), field(node, 'right'));
    }
    // What a function gives back is in what it is called for, where that is done as the project starts.
    if ((node.type === 'return_statement' || node.type === 'yield') && !isDeferred(node))
      for (const value of items(node))
        flows.push({ into: functionName(functionOf(node) ?? node) ?? '', from: referenced(value) });
    if (node.type === 'call' && FILLS.has(calledName(node) ?? '')) {
      const called = field(node, 'function') as Node;
      if (called.type === 'attribute')
        for (const value of items(field(node, 'arguments') as Node)) add(field(called, 'object'), value);
    }
  }
  return { flows, shared };
}

/** The names of what is changed in place, or holds it: `NAME.append`, `NAME["key"] += ...`. */
function filledNames(nodes: readonly Node[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodes) {
    let at: Node | null = null;
    if (node.type === 'augmented_assignment') at = field(node, 'left');
    if (node.type === 'attribute' && FILLS.has(textOf(field(node, 'attribute') as Node))) at = field(node, 'object');
    while (at !== null && /^(subscript|parenthesized_expression|named_expression)$/.test(at.type))
      at = field(at, 'value') ?? items(at)[0] ?? null;
    const name = at?.parent?.type === 'named_expression' ? lastName(field(at.parent, 'name')) : lastName(at);
    if (name !== null) names.add(name);
  }
  return names;
}

/** The names that a target gives to lists, or to what holds them, each with the list's own name. */
function sharedBy(target: Node | null, given: Node | null): readonly (readonly [string, string])[] {
  if (target === null || given === null) return [];
  const value = unwrap(given);
  const parts = /^(tuple|list|expression_list|dictionary)$/.test(value.type) ? items(value) : [];
  const names = /^(pattern_list|tuple_pattern|list_pattern)$/.test(target.type) ? items(target) : [];
  if (names.length > 0)
    return names.length === parts.length ? names.flatMap((at, i) => sharedBy(at, parts[i] ?? null)) : [];
  const name = lastName(target);
  const held = parts
    .map((part) => (part.type === 'pair' ? field(part, 'value') : part))
    .filter((part) => part !== null);
  return [value, ...held].flatMap((part) => {
    const list = /^(identifier|attribute)$/.test(part.type) ? lastName(part) : null;
    return name === null || list === null || name === list ? [] : [[name, list] as const];
  });
}

/** The names of `for name, on in ...`. */
function targetsOf(left: Node | null): readonly (Node | null)[] {
  return left !== null && /^(pattern_list|tuple_pattern)$/.test(left.type) ? items(left) : [left];
}

function referenced(value: Node): Set<string> {
  const names = new Set<string>();
  for (const node of ofType(value, 'identifier'))
    if (isVariable(node) && !isAsked(node, value) && !isSpelledOut(node)) names.add(nameFrom(node));
  return names;
}

/** The name that is read; of a class of the module, that of its attribute. */
function nameFrom(node: Node): string {
  const { parent } = node;
  const attribute = parent?.type === 'attribute' && classMeant(node) !== null ? field(parent, 'attribute') : null;
  return textOf(attribute ?? node);
}

/** Whether a name adds nothing to the value: it stands in a comparison or a condition, or is the view of a route. */
function isAsked(node: Node, value: Node): boolean {
  let at = node;
  for (const parent of ancestors(node)) {
    if (at === value) return false;
    if (parent.type === 'comparison_operator' || parent.type === 'if_clause') return true;
    if (parent.type === 'call' && ROUTES.has(calledName(parent) ?? '')) return true;
    if (parent.type === 'conditional_expression' && items(parent)[1] === at) return true;
    at = parent;
  }
  return false;
}
