import type { Condition, Node } from '../../../types.ts';
import { ancestors, field, items, textOf } from '../../syntax/tree.ts';
import { isDevelopersCondition } from './production.ts';

/**
 * The conditions that a node runs under, the nearest first, on one line each:
 * `if DEBUG` for code that runs where it holds, `else of if DEBUG` for code that runs where it does not.
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

/** The condition that a node's parent puts on it, or null. */
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
