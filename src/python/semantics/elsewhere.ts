import type { Node, Source, Taking } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { calledName, field, textOf } from '../syntax/tree.ts';
import { definitionsOf } from './definitions/bindings.ts';
import type { Definition } from './definitions/definition.ts';
import { reachingEnd } from './definitions/reaching.ts';
import { usesOf } from './definitions/uses.ts';

/** What stands for the definition of a name that a module does not define: a star import brings it. */
export function broughtIn(root: Node, name: string): Definition {
  return { name, kind: 'import', node: root, value: null, scope: root, isForeign: false };
}

/** Whether a module has run when a definition of one of its names is the last to have run. */
export function reachesEnd({ name, node, scope }: Definition): boolean {
  const { definitions, unbound } = reachingEnd(scope.tree, name);
  return node === scope ? unbound : definitions.some((at) => at.node === node);
}

/** The definitions that a taking gives a file: of a name, or of what all names bring. */
export function definitionsIn({ kind, node, name }: Taking): readonly Definition[] {
  if (kind === 'value') return [];
  const { root } = node.tree;
  return kind === 'all' ? [broughtIn(root, name)] : definitionsOf(root, name).filter((at) => at.node === node);
}

/** All places in other modules that have a name of a module, however many modules and names it goes through. */
export function takenFrom(root: Node, name: string): readonly Taking[] {
  const found: Taking[] = [];
  const seen = new Set<string>();
  const waiting: (readonly [Node, string])[] = [[root, name]];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const [from, called] = at;
    const key = `${from.tree.module?.path} ${called}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const direct = from.tree.module?.takings(called) ?? [];
    for (const taking of [...direct, ...direct.flatMap(renamed)]) {
      found.push(taking);
      if (definitionsIn(taking).some(reachesEnd)) waiting.push([taking.node.tree.root, taking.name]);
    }
  }
  return found;
}

/** The places that give another name what a taking gives a file: `NAME = base.NAME`. */
function renamed(taking: Taking): readonly Taking[] {
  return usesIn(taking).flatMap(({ parent, field: at }) => {
    const left = parent?.type === 'assignment' && at === 'right' ? field(parent, 'left') : null;
    if (left?.type !== 'identifier') return [];
    return [{ kind: 'name', node: left, name: textOf(left), from: left.end }];
  });
}

/** The expressions of a file that have what a taking gives it. */
function usesIn(taking: Taking): readonly Node[] {
  if (taking.kind === 'value') return [taking.node];
  const { root } = taking.node.tree;
  return definitionsIn(taking).flatMap((at) => usesOf(root, taking.name, at.node === root ? null : at));
}

/** The roots of the modules that take names of a module, however many modules they go through. */
export function takersOf(root: Node): readonly Node[] {
  const found = new Set<Node>();
  const waiting = [root];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const taker of at.tree.module?.takers() ?? []) {
      if (found.has(taker) || taker.tree.module?.path === root.tree.module?.path) continue;
      found.add(taker);
      waiting.push(taker);
    }
  }
  return [...found];
}

/** The calls in other modules of a function of a module. */
export function callsElsewhere(root: Node, name: string): readonly Node[] {
  return takenFrom(root, name).flatMap((taking) => {
    const { kind, node } = taking;
    if (kind !== 'value') return ofType(node.tree.root, 'call').filter((call) => calledName(call) === taking.name);
    return node.parent?.type === 'call' && node.field === 'function' ? [node.parent] : [];
  });
}

/** The places in other modules that use a name of a module, under whatever name. */
export function usesElsewhere(root: Node, name: string): readonly Node[] {
  return takenFrom(root, name).flatMap(usesIn);
}

/** Whether another module takes a name of a module by itself, or uses it. */
export function isTakenElsewhere(root: Node, name: string): boolean {
  return takenFrom(root, name).some(({ kind }) => kind !== 'all') || usesElsewhere(root, name).length > 0;
}

/** What a name of a module may come from in other modules, however many lie between: definitions there. */
export function definitionsElsewhere(root: Node, name: string, seen = new Set<string>()): readonly Definition[] {
  const { module } = root.tree;
  const key = `${module?.path} ${name}`;
  if (module === null || seen.has(key)) return [];
  seen.add(key);
  const isOf = (at: Source) => at.kind === 'all' || (at.kind === 'name' && at.name === name);
  const sources = module.sources().filter((at) => isOf(at) && at.mayHave(at.of ?? name));
  return sources.flatMap((source) => definitionsAt(source.root, source.of ?? name, seen));
}

/** The definitions of a name that a module has when it has run, its own and those of other modules. */
export function definitionsAt(root: Node, name: string, seen = new Set<string>()): readonly Definition[] {
  const { definitions, unbound } = reachingEnd(root.tree, name);
  const isTaken = unbound || definitions.some(({ kind }) => kind === 'import');
  const there = isTaken ? definitionsElsewhere(root, name, seen) : [];
  return there.length === 0 ? definitions : [...definitions.filter(({ kind }) => kind !== 'import'), ...there];
}
