import type { Node } from '../../../types.ts';
import { ancestors, field, items } from '../../syntax/tree.ts';

/** A condition that decides whether code runs. */
export interface Branch {
  readonly condition: Node;
  /** Whether the code runs where the condition does not hold. */
  readonly contrary: boolean;
  /** All that runs with the code. */
  readonly branch: Node;
}

/**
 * The conditions that a node runs under, the nearest first; for an `elif` and an `else` those before it do not hold.
 * @see https://docs.python.org/3/reference/compound_stmts.html#the-if-statement
 */
export function branchesAround(node: Node): Branch[] {
  const found: Branch[] = [];
  let at = node;
  for (const parent of ancestors(node)) {
    found.push(...branchesAt(at, parent));
    at = parent;
  }
  return found;
}

/** The conditions that a node's parent puts on it. */
function branchesAt(node: Node, parent: Node): Branch[] {
  const branch = (condition: Node | null | undefined, contrary: boolean): Branch[] =>
    condition ? [{ condition, contrary, branch: node }] : [];
  switch (parent.type) {
    case 'if_statement':
      return node.field === 'consequence' ? branch(field(parent, 'condition'), false) : [];
    case 'elif_clause': {
      if (node.field !== 'consequence') return [];
      return [...branch(field(parent, 'condition'), false), ...before(parent).flatMap((at) => branch(at, true))];
    }
    case 'else_clause':
      return before(parent).flatMap((at) => branch(at, true));
    case 'conditional_expression': {
      const [value, condition, otherwise] = items(parent);
      return node === value ? branch(condition, false) : node === otherwise ? branch(condition, true) : [];
    }
    case 'boolean_operator':
      return node.field === 'right' ? branch(field(parent, 'left'), field(parent, 'operator')?.type === 'or') : [];
    default:
      return [];
  }
}

/** The conditions of an `if` statement before one of its clauses, the first one first. */
function before(clause: Node): Node[] {
  const statement = clause.parent;
  if (statement?.type !== 'if_statement') return [];
  const clauses = statement.children.filter((child) => child.type === 'elif_clause' && child.start < clause.start);
  return [statement, ...clauses].flatMap((at) => field(at, 'condition') ?? []);
}
