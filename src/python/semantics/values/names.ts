import type { Node } from '../../../types.ts';
import { importedNames } from '../../syntax/imports.ts';
import { assignedValue, identifiers, ofType } from '../../syntax/query.ts';
import { ancestors, calledName, contains, enclosing, field, items, textOf } from '../../syntax/tree.ts';
import { definitionsOf } from '../definitions/bindings.ts';
import { branchesAround } from '../worlds/branches.ts';
import type { Asking } from './asking.ts';
import {
  assumed,
  type Basis,
  either,
  negated,
  type Possible,
  possible,
  truthByDefault,
  UNKNOWN,
  weakened,
  weaker,
} from './possible.ts';
import type { Taken } from './world.ts';

/** A place that may give a name a value. */
interface Event {
  readonly node: Node;
  readonly value: () => Taken;
}

/** How many names one question may lead to. */
const DEEPEST = 12;

/**
 * What the statements before a place leave in a name: the last that surely runs, and those after it that may.
 * @returns null where nothing binds it.
 */
export function valueOfName(name: string, root: Node, asking: Asking): Possible | null {
  const { place, names } = asking;
  const late = place === null || enclosing(place, 'function_definition', 'lambda') !== null;
  // A name may be asked again for what it was before: `DEBUG = not DEBUG`.
  const key = `${name}:${late ? 'end' : place.start}`;
  if (names.has(key) || names.size > DEEPEST) return UNKNOWN;
  const deeper = { ...asking, names: new Set([...names, key]) };
  let found: Possible | null = null;
  for (const { node, value } of eventsOf(name, root, deeper)) {
    if (!late && node.start >= place.start) continue;
    const scope = enclosing(node, 'function_definition', 'class_definition');
    const isBeside = scope !== null && !(place !== null && contains(scope, place));
    if (isBeside && !isGlobal(name, scope)) continue;
    const { truth, basis, on } = runs(node, deeper);
    if (truth === false) continue;
    // By its default the statement does not run.
    if (on !== null && truthByDefault(on) === false) {
      if (found !== null) found = assumed(found, on);
      continue;
    }
    // A function may be called at any time.
    const given = isBeside ? 'elsewhere' : value();
    if (given === 'unbound') continue;
    if (given === 'elsewhere') found = { ...(found ?? unsaid(name, place)), open: true, truth: null };
    else if (on !== null) found = assumed(given, on);
    else found = truth === true ? weakened(given, basis) : either(found ?? UNKNOWN, given);
  }
  const isMutable = found?.values.some(Array.isArray) && identifiers(root, name).some(isUsedInPlace);
  return found !== null && isMutable ? { ...found, open: true, truth: null } : found;
}

/**
 * What a setting is that no module of the project sets: Django's own default of DEBUG.
 * @see https://docs.djangoproject.com/en/stable/ref/settings/#debug
 */
function unsaid(name: string, place: Node | null): Possible {
  return name === 'DEBUG' && place === null ? possible([false]) : UNKNOWN;
}

/** Whether a place may change a list without binding its name: `X.append(1)`, `X[0] = 1`. */
function isUsedInPlace({ parent, field: place }: Node): boolean {
  return (parent?.type === 'attribute' && place === 'object') || (parent?.type === 'subscript' && place === 'value');
}

function eventsOf(name: string, root: Node, asking: Asking): readonly Event[] {
  const { world } = asking;
  const bound = definitionsOf(root, name)
    .filter(({ kind }) => kind !== 'import')
    .map(({ node }) => ({ node, value: () => assigned(node, asking) }));
  const imported = importedNames(root).flatMap(({ name: as, target, statement }): Event[] => {
    if (as === '*') return [{ node: statement, value: () => world.imported(moduleOf(target), name) }];
    return as === name ? [{ node: statement, value: () => fromModule(target, world) }] : [];
  });
  const run = ofType(root, 'call').flatMap((node): Event[] => {
    const value = executed(node, name, asking);
    return value === null ? [] : [{ node, value }];
  });
  return [...bound, ...imported, ...run].sort((one, other) => one.node.start - other.node.start);
}

/** Whether a function gives a name of its module another value. */
function isGlobal(name: string, scope: Node): boolean {
  return ofType(scope, 'global_statement').some((node) => items(node).some((at) => textOf(at) === name));
}

/** A name that anything else than a plain assignment binds may be anything. */
function assigned(node: Node, asking: Asking): Taken {
  const statement = node.parent;
  if (statement?.type !== 'assignment') return UNKNOWN;
  if (field(statement, 'right') === null) return 'unbound';
  return asking.evaluate(assignedValue(statement), { ...asking, place: statement });
}

/** `from .base import X`. */
function fromModule(target: string, world: Asking['world']): Taken {
  const found = world.imported(moduleOf(target), target.slice(target.lastIndexOf('.') + 1));
  return typeof found === 'string' ? UNKNOWN : found;
}

/** Between a module and a name stands a dot, also where the module is nothing but dots. */
function moduleOf(target: string): string {
  return target.replace(/\.[^.]*$/, '');
}

/** What a call may do to any name of its module; null for one that does nothing to it. */
function executed(call: Node, name: string, { world }: Asking): (() => Taken) | null {
  const called = calledName(call) ?? '';
  const given = items(field(call, 'arguments') ?? call);
  const included = called === 'include' ? world.included(call) : null;
  if (included !== null) return () => included(name);
  const isOpen =
    /^(exec|execfile)$/.test(called) || given.some((at) => /^(globals|locals|vars)$/.test(calledName(at) ?? ''));
  return isOpen || isUpdate(call) ? () => 'elsewhere' : null;
}

/** `globals().update(...)`. */
function isUpdate(call: Node): boolean {
  const called = field(call, 'function');
  return called?.type === 'attribute' && /^(globals|locals|vars)$/.test(calledName(field(called, 'object')) ?? '');
}

/** Whether a statement runs. */
interface Runs {
  /** Whether it does whenever the place is reached; null where it may. */
  readonly truth: boolean | null;
  readonly basis: Basis;
  /** The condition, true where the statement runs, that only a default decides; null for any other. */
  readonly on: Possible | null;
}

function runs(node: Node, asking: Asking): Runs {
  const { place } = asking;
  const conditions = branchesAround(node).flatMap(({ condition, contrary, branch }) => {
    if (place !== null && contains(branch, place)) return [];
    const value = asking.evaluate(condition, { ...asking, place: condition });
    return [contrary ? negated(value) : value];
  });
  const without = conditions.find(({ truth }) => truth === false);
  if (without !== undefined) return { truth: false, basis: without.basis, on: null };
  const basis = conditions
    .filter(({ truth }) => truth)
    .reduce((one, { basis }) => weaker(one, basis), 'value' as Basis);
  const open = conditions.filter(({ truth }) => truth === null);
  const off = open.find((value) => truthByDefault(value) === false);
  const [first] = open;
  const on = off ?? (open.every((value) => truthByDefault(value) !== null) ? first : undefined);
  if (isElsewhere(node, place)) return { truth: null, basis, on: null };
  return { truth: first === undefined ? true : null, basis, on: on ?? null };
}

/** Whether a loop, or a handler of an error, decides whether a statement runs. */
function isElsewhere(node: Node, place: Node | null): boolean {
  for (const parent of ancestors(node)) {
    if (place !== null && contains(parent, place)) return false;
    if (/^(except_clause|for_statement|while_statement|case_clause)$/.test(parent.type)) return true;
  }
  return false;
}
