import type { Node } from '../../../types.ts';
import { field, items } from '../../syntax/tree.ts';
import { isFalsy } from '../worlds/package-absent.ts';
import type { Growth } from './boundary.ts';

/** The step out of a conditional expression: it exists for the package alone where its other branch is empty, or does so too. */
export function inConditional(node: Node, parent: Node, ours: ReadonlySet<Node>): Growth {
  const [body, condition, alternative] = items(parent);
  if (node === condition) return { kind: 'other', node, parent };
  const other = node === body ? alternative : body;
  if (other !== undefined && ours.has(other)) return { kind: 'up', to: parent };
  if (other !== undefined && isFalsy(other)) return { kind: 'up', to: parent, branch: true };
  return { kind: 'branch', node, parent };
}

/**
 * The step out of `and` or `or`, which give one of their operands.
 * @see https://docs.python.org/3/reference/expressions.html#boolean-operations
 */
export function inBoolean(node: Node, parent: Node): Growth {
  const [left, right] = items(parent);
  const and = parent.children.some((child) => child.type === 'and');
  if (and && asksWhetherToRun(parent)) return { kind: 'condition', node };
  if (and && node === right) return { kind: 'up', to: parent, branch: true };
  if (!and && node === left && right !== undefined && isFalsy(right)) return { kind: 'up', to: parent };
  return { kind: 'other', node, parent };
}

/** Whether a chain of `and` is the condition of an `if` that has no other branch. */
function asksWhetherToRun(chain: Node): boolean {
  const { parent } = chain;
  if (parent?.type === 'boolean_operator' && parent.children.some((child) => child.type === 'and'))
    return asksWhetherToRun(parent);
  return parent?.type === 'if_statement' && chain.field === 'condition' && field(parent, 'alternative') === null;
}
