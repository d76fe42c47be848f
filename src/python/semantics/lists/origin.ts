import type { Node } from '../../../types.ts';
import { calledName, field, isSequence, items, sameText, textOf, unwrap } from '../../syntax/tree.ts';
import { listsFilled } from '../callee.ts';
import type { Extent } from '../extent/extent.ts';
import { FILLS } from '../mutation.ts';
import type { Held } from './held.ts';
import { isOptional, lengthOf } from './length.ts';
import { ANYWHERE, type Places } from './places.ts';

/** A value that has entries of the package in it, or a target that gets some. */
export interface Origin {
  readonly kind: 'value' | 'target';
  readonly node: Node;
  readonly held: Held;
}

const ALL: Places = { before: 0, behind: 0, first: true, last: true, most: Number.POSITIVE_INFINITY };
const LISTS = /^(list|tuple|set|expression_list|list_comprehension|set_comprehension|binary_operator)$/;

/**
 * The lists of a statement that have fewer entries without the package.
 * @param extents those of one statement.
 * @param roots those of all packages that may be missing.
 */
export function originsOf(extents: readonly Extent[], roots: readonly string[]): Origin[] {
  const containers = new Map<Node, Node[]>();
  const found: Origin[] = [];
  for (const { boundary, statement } of extents) {
    const { node } = boundary;
    if (boundary.kind === 'item') {
      containers.set(boundary.container, [...(containers.get(boundary.container) ?? []), node]);
    } else if (boundary.kind === 'branch' && !LISTS.test(unwrap(node).type)) {
      const display = displayAround(boundary.parent);
      if (LISTS.test(unwrap(node).type)) found.push({ kind: 'value', node, held: heldWith(ALL, statement, roots) });
      else if (display !== null)
        containers.set(display.container, [...(containers.get(display.container) ?? []), display.item]);
    } else if (boundary.kind === 'operand' || boundary.kind === 'value' || boundary.kind === 'branch') {
      if (LISTS.test(unwrap(node).type)) found.push({ kind: 'value', node, held: heldWith(ALL, statement, roots) });
      else if (isPartOf(node)) found.push({ kind: 'value', node, held: heldWith(ANYWHERE, statement, roots) });
    } else if (boundary.kind === 'statement') {
      found.push(...filledBy(statement, roots));
    }
  }
  for (const [container, own] of containers) {
    const isArguments = container.type === 'argument_list';
    const node = isArguments ? (container.parent as Node) : container;
    const places = isArguments ? ANYWHERE : placesIn(container, own, roots);
    found.push({ kind: 'value', node, held: heldWith(places, container, roots) });
  }
  return found;
}

/** Whether a call gives a list, as it is added to another one, or makes a new value of what it is assigned to. */
function isPartOf(node: Node): boolean {
  const { parent } = node;
  if (node.type !== 'call' || parent === null) return false;
  if (parent.type === 'binary_operator') return true;
  const left = parent.type === 'assignment' ? field(parent, 'left') : null;
  return items(field(node, 'arguments') as Node).some((argument) => sameText(argument, left));
}

function heldWith(places: Places, { end }: Node, roots: readonly string[]): Held {
  return { path: [], places, steadySince: end, roots };
}

/** The display that a conditional expression is an item of. */
function displayAround(choice: Node): { container: Node; item: Node } | null {
  let item = choice;
  while (item.parent?.type === 'parenthesized_expression') item = item.parent;
  const container = item.parent;
  return container !== null && isSequence(container) ? { container, item } : null;
}

function placesIn(container: Node, own: readonly Node[], roots: readonly string[]): Places {
  const all = items(container);
  const counted = (entries: readonly Node[]) =>
    entries.filter((entry) => entry.type !== 'list_splat' && !isOptional(entry, roots)).length;
  const first = all.findIndex((entry) => own.includes(entry));
  const last = all.findLastIndex((entry) => own.includes(entry));
  const isTogether = last - first + 1 === own.length;
  return {
    before: counted(all.slice(0, first)),
    behind: counted(all.slice(last + 1)),
    first: isTogether && first === 0,
    last: isTogether && last === all.length - 1,
    most: all.some(({ type }) => type === 'list_splat') ? Number.POSITIVE_INFINITY : all.length,
  };
}

/** What a statement that is all the package's own adds to: `LIST += [...]`, `LIST.append(...)`, `LIST[1:1] = [...]`. */
function filledBy(statement: Node, roots: readonly string[]): Origin[] {
  const [code] = items(statement);
  if (code === undefined) return [];
  const left = field(code, 'left');
  if (code.type === 'augmented_assignment' && left !== null) {
    const places = { ...ALL, before: lengthOf(left, roots), first: false };
    return [{ kind: 'target', node: left, held: heldWith(places, statement, roots) }];
  }
  const lists =
    code.type === 'call' ? items(field(code, 'arguments') as Node).flatMap((at) => listsFilled(code, at)) : [];
  if (lists.length > 0)
    return [...new Set(lists)].map((node) => ({ kind: 'target', node, held: heldWith(ANYWHERE, statement, roots) }));
  const name = calledName(code) ?? '';
  const called = FILLS.has(name) ? field(code, 'function') : null;
  if (called?.type !== 'attribute') return [];
  const list = field(called, 'object') as Node;
  const [first] = items(field(code, 'arguments') as Node);
  const atStart = first !== undefined && textOf(first) === '0';
  const places =
    name !== 'insert'
      ? { ...ALL, before: lengthOf(list, roots), first: false }
      : { ...ALL, last: false, first: atStart };
  return [{ kind: 'target', node: list, held: heldWith(places, statement, roots) }];
}
