import type { Node } from '../types.ts';
import { ancestors, field, items, slice } from './tree.ts';

/**
 * The conditions that a node stands under, the nearest first, as they are written:
 * `if DEBUG` for what is run where it holds, `else of if DEBUG` for what is run where it does not.
 */
export function conditionsAround(node: Node, text: string): string[] {
  const found: string[] = [];
  let at = node;
  for (const parent of ancestors(node)) {
    const condition = conditionAt(at, parent, text);
    if (condition !== null) found.push(condition);
    at = parent;
  }
  return found;
}

/** What a node's parent says of when the node is run. */
function conditionAt(node: Node, parent: Node, text: string): string | null {
  const written = (condition: Node | null | undefined) => (condition ? slice(text, condition) : '');
  if (parent.type === 'if_statement' || parent.type === 'elif_clause') {
    return node.field === 'consequence' ? `if ${written(field(parent, 'condition'))}` : null;
  }
  if (parent.type === 'else_clause' && parent.parent?.type === 'if_statement') {
    return `else of if ${written(field(parent.parent, 'condition'))}`;
  }
  if (parent.type !== 'conditional_expression') return null;
  const [value, condition, otherwise] = items(parent);
  if (node === value) return `if ${written(condition)}`;
  return node === otherwise ? `else of if ${written(condition)}` : null;
}
