import { items } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';

/** The types of nodes that have entries between brackets. */
export const DISPLAYS: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'dictionary', 'argument_list']);

/**
 * Binary operators by precedence, those that bind tightest first.
 * @see https://docs.python.org/3/reference/expressions.html#operator-precedence
 */
const TIGHT = [['*', '/', '//', '%', '@'], ['+', '-'], ['<<', '>>'], ['&'], ['^'], ['|']];
const COMPARISON = TIGHT.length;
const BOOLEAN = COMPARISON + 1;
const CHOICE = COMPARISON + 2;

/** An operand with the operator in front of it. */
export interface Operand {
  readonly before: string;
  readonly node: Node;
}

/** Whether a node is made of operands with operators between them. A power is not: it stays as it is written. */
export function isOperation(node: Node): boolean {
  if (node.type === 'binary_operator' && precedence(node) === -1) return false;
  return /^((binary|boolean|comparison)_operator|conditional_expression)$/.test(node.type);
}

/**
 * The operands of an operation; nested ones of the same precedence are in the same list.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#line-breaks-binary-operators
 */
export function operands(node: Node): Operand[] {
  const parts = items(node) as [Node, ...Node[]];
  if (node.type === 'conditional_expression') {
    const [body, condition, alternative] = parts as unknown as [Node, Node, Node];
    const other = alternative.type === node.type ? operands(alternative) : [{ before: '', node: alternative }];
    return [{ before: '', node: body }, { before: 'if ', node: condition }, ...behind('else ', other)];
  }
  const signs = node.children.filter((child) => !child.named).map((child) => `${child.type} `);
  return parts.flatMap((part, i) => {
    const joins =
      part.type === node.type && node.type !== 'comparison_operator' && precedence(part) === precedence(node);
    const own = joins ? operands(part) : [{ before: '', node: part }];
    return i === 0 ? own : behind(signs[i - 1] as string, own);
  });
}

/** Operands with an operator in front of the first. */
function behind(before: string, [first, ...rest]: readonly Operand[]): Operand[] {
  return first === undefined ? [] : [{ before, node: first.node }, ...rest];
}

function precedence(node: Node): number {
  if (node.type === 'conditional_expression') return CHOICE;
  if (node.type === 'comparison_operator') return COMPARISON;
  if (node.type === 'boolean_operator') return BOOLEAN;
  const sign = node.children.find((child) => !child.named)?.type ?? '';
  return TIGHT.findIndex((operators) => operators.includes(sign));
}

/**
 * Whether an operation needs no parentheses to take several lines: it has one operator of its loosest kind, and begins
 * or ends with a bracket that can be broken.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#parentheses
 */
export function opensAtEnds(node: Node): boolean {
  if (node.type === 'conditional_expression' || operands(node).length > 2) return false;
  const first = edge(node, 0);
  return isFull(edge(node, -1)) || (first.type !== 'call' && isFull(first));
}

function edge(node: Node, index: 0 | -1): Node {
  if (node.type === 'not_operator') return index === 0 ? node : edge(items(node)[0] as Node, index);
  return isOperation(node) ? edge((operands(node).at(index) as Operand).node, index) : node;
}

/** Whether a node ends with brackets that hold something. */
function isFull(node: Node): boolean {
  const last = node.type === 'call' ? (items(node).at(-1) as Node) : node;
  if (/(comprehension|expression)$/.test(last.type)) return true;
  return DISPLAYS.has(last.type) && items(last).length > 0;
}
