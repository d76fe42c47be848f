import type { Node } from '../../../types.ts';
import { calledName, field, items, textOf, unwrap } from '../../syntax/tree.ts';
import { reaching } from '../definitions/reaching.ts';

/** What a sequence is: changed in place by `+=`, or not; or nobody knows. */
export type SequenceKind = 'list' | 'tuple' | 'unknown';

/** What may be the kinds of an expression's values, by the definitions that reach its names. */
export function kindsOf(expression: Node): ReadonlySet<SequenceKind> {
  const found = new Set<SequenceKind>();
  gather(expression, found, new Set());
  return found;
}

function gather(expression: Node, found: Set<SequenceKind>, seen: Set<Node>): void {
  const node = unwrap(expression);
  if (seen.has(node)) return;
  seen.add(node);
  const known = KINDS[node.type];
  if (known !== undefined) found.add(known);
  else if (node.type === 'identifier') ofName(node, found, seen);
  else if (isSlice(node)) gather(field(node, 'value') as Node, found, seen);
  else if (node.type === 'conditional_expression')
    for (const at of [0, 2]) gather(items(node)[at] as Node, found, seen);
  else if (node.type === 'binary_operator') ofSum(node, found, seen);
  else found.add(node.type === 'call' ? (CALLS[calledName(node) ?? ''] ?? 'unknown') : 'unknown');
}

const KINDS: Readonly<Record<string, SequenceKind>> = {
  list: 'list',
  list_comprehension: 'list',
  tuple: 'tuple',
  expression_list: 'tuple',
};

const CALLS: Readonly<Record<string, SequenceKind>> = { list: 'list', sorted: 'list', tuple: 'tuple' };

function isSlice(node: Node): boolean {
  return node.type === 'subscript' && field(node, 'subscript')?.type === 'slice';
}

/** `NAME += value` leaves NAME what it was. */
function ofName(name: Node, found: Set<SequenceKind>, seen: Set<Node>): void {
  const { definitions, unbound } = reaching(name, textOf(name));
  if (unbound) found.add('unknown');
  for (const { kind, node, value } of definitions) {
    if (kind === 'augmented') gather(node, found, seen);
    else if (kind === 'assignment' && value !== null) gather(value, found, seen);
    else found.add('unknown');
  }
}

/**
 * Lists and tuples can't be added to each other: one side tells what the other is.
 * @see https://docs.python.org/3/library/stdtypes.html#common-sequence-operations
 */
function ofSum(sum: Node, found: Set<SequenceKind>, seen: Set<Node>): void {
  const sides = items(sum).map((side) => {
    const own = new Set<SequenceKind>();
    gather(side, own, new Set(seen));
    return own;
  });
  const told = sides.find((own) => own.size > 0 && !own.has('unknown'));
  for (const kind of told ?? sides.flatMap((own) => [...own])) found.add(kind);
}
