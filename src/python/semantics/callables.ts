import type { Node, Tree } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { classOf, functionName } from '../syntax/scopes.ts';
import { calledName, enclosing, field, items, textOf, unwrap } from '../syntax/tree.ts';
import { reaching } from './definitions/reaching.ts';

/** What a module defines that can be called, by name. */
export interface Callables {
  /** The functions that are no methods. */
  readonly functions: ReadonlyMap<string, readonly Node[]>;
  readonly classes: ReadonlyMap<string, readonly Node[]>;
  readonly methods: ReadonlyMap<Node, readonly Node[]>;
}

/** The methods that making, entering and going through an object calls. */
const BY_ITSELF = /^__(init|new|post_init|init_subclass|enter|exit|iter)__$/;
/** How many names may stand for one another: a name that is assigned from itself ends there. */
const DEPTH = 4;

/** Reads what a module defines that can be called. */
export function readCallables({ root }: Tree): Callables {
  const functions = new Map<string, Node[]>();
  const classes = new Map<string, Node[]>();
  const methods = new Map<Node, Node[]>();
  const add = <K>(map: Map<K, Node[]>, key: K, node: Node) => map.set(key, [...(map.get(key) ?? []), node]);
  for (const node of ofType(root, 'class_definition')) add(classes, textOf(field(node, 'name') as Node), node);
  for (const node of ofType(root, 'function_definition')) {
    const owner = classOf(node);
    if (owner === null) add(functions, functionName(node) ?? '', node);
    else add(methods, owner, node);
  }
  return { functions, classes, methods };
}

/** The functions of the module that run where the value of an expression is called; of a class, its constructors. */
export function callablesOf(given: Node, all: Callables, depth = DEPTH): readonly Node[] {
  const node = unwrap(given);
  if (node.type === 'lambda') return [node];
  if (node.type === 'attribute') return methodsNamed(node, all, depth);
  if (node.type !== 'identifier' || depth === 0) return [];
  const name = textOf(node);
  const values = valuesOf(node).flatMap((value) => callablesOf(value, all, depth - 1));
  const calls = classesOf(node, all, depth).filter((at) => !(all.classes.get(name) ?? []).includes(at));
  const instances = calls.flatMap((at) => all.methods.get(at) ?? []).filter((at) => functionName(at) === '__call__');
  return [...(all.functions.get(name) ?? []), ...constructed(node, all), ...values, ...instances];
}

/** The methods of a class, named by an identifier, that run when an object of it is made and used. */
export function constructed(name: Node, all: Callables): readonly Node[] {
  const own = name.type === 'identifier' ? (all.classes.get(textOf(name)) ?? []) : [];
  return withBases(own, all).flatMap((at) => (all.methods.get(at) ?? []).filter(isByItself));
}

function isByItself(method: Node): boolean {
  return BY_ITSELF.test(functionName(method) ?? '');
}

function methodsNamed(attribute: Node, all: Callables, depth: number): readonly Node[] {
  const name = textOf(field(attribute, 'attribute') as Node);
  const owners = withBases(classesOf(field(attribute, 'object') as Node, all, depth), all);
  return owners.flatMap((at) => (all.methods.get(at) ?? []).filter((method) => functionName(method) === name));
}

/** The classes of the module that an expression is, or is an object of. */
function classesOf(given: Node, all: Callables, depth: number): readonly Node[] {
  const node = unwrap(given);
  if (depth === 0) return [];
  if (node.type === 'call') {
    const around = calledName(node) === 'super' ? enclosing(node, 'class_definition') : null;
    return around === null ? classesOf(field(node, 'function') as Node, all, depth - 1) : [around];
  }
  if (node.type !== 'identifier') return [];
  const around = /^(self|cls)$/.test(textOf(node)) ? enclosing(node, 'class_definition') : null;
  if (around !== null) return [around];
  const values = valuesOf(node).flatMap((value) => classesOf(value, all, depth - 1));
  return [...(all.classes.get(textOf(node)) ?? []), ...values];
}

function valuesOf(name: Node): readonly Node[] {
  const { definitions } = reaching(name, textOf(name));
  return definitions.flatMap(({ kind, value }) => (kind === 'assignment' && value !== null ? [value] : []));
}

/** Some classes with their bases in the module. */
function withBases(classes: readonly Node[], all: Callables): readonly Node[] {
  const found = new Set(classes);
  for (const at of found) {
    const list = field(at, 'superclasses');
    for (const base of list === null ? [] : items(list)) {
      for (const known of all.classes.get(textOf(base)) ?? []) found.add(known);
    }
  }
  return [...found];
}
