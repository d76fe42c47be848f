import type { Node } from '../../../types.ts';
import { field, items, stringValue, textOf, unwrap } from '../../syntax/tree.ts';
import type { Value } from '../calls.ts';

/** The value of a literal, or of a list of them; undefined for anything else. */
export function constantOf(expression: Node): Value | undefined {
  const node = unwrap(expression);
  if (node.type === 'true' || node.type === 'false') return node.type === 'true';
  if (node.type === 'none') return null;
  if (node.type === 'integer') return Number(textOf(node));
  if (node.type === 'string') return stringValue(node) ?? undefined;
  if (!/^(list|tuple|set)$/.test(node.type)) return undefined;
  const parts = items(node).map((item) => constantOf(item));
  return parts.includes(undefined) ? undefined : (parts as Value[]);
}

/** The sides of a comparison, and its operator with single spaces, such as `not in`; null for a chained comparison. */
export function comparison(node: Node): { left: Node; right: Node; operator: string } | null {
  const [left, right, ...more] = node.type === 'comparison_operator' ? items(node) : [];
  const operator = field(node, 'operators');
  if (left === undefined || right === undefined || operator === null || more.length > 0) return null;
  return { left, right, operator: textOf(operator).replace(/\s+/g, ' ') };
}

/** What a comparison's operator makes of two values; undefined for one that is not known. */
export function comparing(operator: string): ((a: Value, b: Value) => boolean) | undefined {
  return COMPARES.get(operator);
}

const COMPARES: ReadonlyMap<string, (a: Value, b: Value) => boolean> = new Map([
  ['==', (a, b) => isEqual(a, b)],
  ['is', (a, b) => isEqual(a, b)],
  ['!=', (a, b) => !isEqual(a, b)],
  ['is not', (a, b) => !isEqual(a, b)],
  ['in', isIn],
  ['not in', (a, b) => !isIn(a, b)],
]);

/** As in Python `True == 1`, and lists are equal item by item. */
function isEqual(a: Value, b: Value): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => isEqual(each, b[i]));
  const [one, other] = [a, b].map((each) => (typeof each === 'boolean' ? Number(each) : each));
  return one === other;
}

function isIn(value: Value, all: Value): boolean {
  if (Array.isArray(all)) return all.some((each) => isEqual(each, value));
  return typeof all === 'string' && all.includes(String(value));
}
