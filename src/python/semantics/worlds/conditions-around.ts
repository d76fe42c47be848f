import type { Condition, Node } from '../../../types.ts';
import { ancestors, field, items, textOf } from '../../syntax/tree.ts';
import { isDevelopersCondition } from './production.ts';

/**
 * The conditions that a node stands under, the nearest first, as they are written:
 * `if DEBUG` for what is run where it holds, `else of if DEBUG` for what is run where it does not.
 */
export function conditionsAround(node: Node): Condition[] {
  const found: Condition[] = [];
  let at = node;
  for (const parent of ancestors(node)) {
    const condition = conditionAt(at, parent);
    if (condition !== null) found.push(condition);
    at = parent;
  }
  return found;
}

/** What a node's parent says of when the node is run. */
function conditionAt(node: Node, parent: Node): Condition | null {
  if (parent.type === 'if_statement' || parent.type === 'elif_clause') {
    return node.field === 'consequence' ? conditionOf(field(parent, 'condition'), false) : null;
  }
  if (parent.type === 'else_clause' && parent.parent?.type === 'if_statement') {
    return conditionOf(field(parent.parent, 'condition'), true);
  }
  if (parent.type !== 'conditional_expression') return null;
  const [value, condition, otherwise] = items(parent);
  if (node === value) return conditionOf(condition, false);
  return node === otherwise ? conditionOf(condition, true) : null;
}

function conditionOf(node: Node | null | undefined, contrary: boolean): Condition | null {
  if (node === null || node === undefined) return null;
  const written = textOf(node)
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ');
  return {
    written: `${contrary ? 'else of if' : 'if'} ${written}`,
    developers: isDevelopersCondition(node, contrary),
  };
}
