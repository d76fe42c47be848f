import type { Node, Tree } from '../../types.ts';
import { field, textOf } from './tree.ts';

/** The nodes of a type at and below a node, in source order. */
export function ofType(node: Node, type: string): readonly Node[] {
  return within(node.tree.once(byType).get(type), node);
}

/** The identifiers with a name at and below a node, in source order. */
export function identifiers(node: Node, name: string): readonly Node[] {
  return within(node.tree.once(byName).get(name), node);
}

/** The `=` assignments to a target, spelled as in the source, at and below a node, in source order. */
export function assignmentsTo(node: Node, target: string): readonly Node[] {
  return within(node.tree.once(byTarget).get(target), node);
}

/**
 * What an assignment gives its target: in `A = B = value`, the value; the node itself where there is none (`A: int`).
 * @see https://docs.python.org/3/reference/simple_stmts.html#assignment-statements
 */
export function assignedValue(assignment: Node): Node {
  const right = assignment.type === 'assignment' ? field(assignment, 'right') : null;
  return right === null ? assignment : assignedValue(right);
}

/**
 * The nodes at and below a node that a range touches, in source order; nodes beside the range are not visited.
 * @param start,end offsets in UTF-16 units; a node that ends at `start` or starts at `end` is touched.
 */
export function touching(node: Node, start: number, end: number): Node[] {
  const { nodes } = node.tree;
  const from = firstAt(nodes, node.index, node.last + 1, (at) => at.start >= start);
  const to = firstAt(nodes, from, node.last + 1, (at) => at.start > end);
  const around: Node[] = [];
  // What starts before the range and touches it holds the last node before the range, or is that node.
  for (let at = nodes[from - 1] ?? null; at !== null && at.index >= node.index; at = at.parent) {
    if (at.end >= start) around.push(at);
  }
  return [...around.reverse(), ...nodes.slice(from, to)];
}

type Index = ReadonlyMap<string, readonly Node[]>;

function byType({ nodes }: Tree): Index {
  return indexed(nodes, (node) => node.type);
}

function byName({ root }: Tree): Index {
  return indexed(ofType(root, 'identifier'), (node) => textOf(node));
}

function byTarget({ root }: Tree): Index {
  return indexed(ofType(root, 'assignment'), (node) => textOf(field(node, 'left') as Node));
}

function indexed(nodes: readonly Node[], key: (node: Node) => string): Index {
  const index = new Map<string, Node[]>();
  for (const node of nodes) {
    const found = index.get(key(node));
    if (found === undefined) index.set(key(node), [node]);
    else found.push(node);
  }
  return index;
}

/** Of some nodes in source order, those at and below a node. */
function within(nodes: readonly Node[] = [], { index, last }: Node): readonly Node[] {
  if (index === 0) return nodes;
  const from = firstAt(nodes, 0, nodes.length, (at) => at.index >= index);
  return nodes.slice(
    from,
    firstAt(nodes, from, nodes.length, (at) => at.index > last),
  );
}

/** The first index in `[start, end)` from which on a test holds, by binary search; `end` where it holds nowhere. */
function firstAt(nodes: readonly Node[], start: number, end: number, test: (node: Node) => boolean): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(nodes[middle] as Node)) high = middle;
    else low = middle + 1;
  }
  return low;
}
