import type { Node, Taking } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { calledName } from '../syntax/tree.ts';
import { definitionsOf } from './definitions/bindings.ts';
import type { Definition } from './definitions/definition.ts';
import { reachingEnd } from './definitions/reaching.ts';

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

/** All places in other modules that have a name of a module, however many modules it goes through. */
export function takenFrom(root: Node, name: string): readonly Taking[] {
  const found: Taking[] = [];
  const seen = new Set<string>();
  const waiting: (readonly [Node, string])[] = [[root, name]];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const [from, called] = at;
    const key = `${from.tree.module?.path} ${called}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const taking of from.tree.module?.takings(called) ?? []) {
      found.push(taking);
      if (definitionsIn(taking).some(reachesEnd)) waiting.push([taking.node.tree.root, taking.name]);
    }
  }
  return found;
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
