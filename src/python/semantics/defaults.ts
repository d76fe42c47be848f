import type { Node } from '../../types.ts';
import { assignedValue, assignmentsTo } from '../syntax/query.ts';
import { contains, enclosing, field, items, stringValue, textOf, unwrap } from '../syntax/tree.ts';
import { standsFor, truth, type Value } from './calls.ts';

/**
 * Whether an expression's truth may be `wanted`, going by its module alone: by literals, by the defaults of look-ups
 * such as `os.environ.get("DEBUG", "1")`, and by what the module assigns to the names in it.
 * What comes from elsewhere is unknown, and gives false.
 */
export function mayComeOut(expression: Node, wanted: boolean): boolean {
  return valuesOf(expression, { asked: expression, names: new Set() }).some((value) => truth(value) === wanted);
}

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

interface Asking {
  /** The outermost expression: what is assigned after it does not count. */
  readonly asked: Node;
  /** The names that are being evaluated; one that comes up again ends the search. */
  readonly names: ReadonlySet<string>;
}

/**
 * The possible values of an expression; none where nothing is known.
 * @see https://docs.python.org/3/reference/expressions.html#conditional-expressions
 */
function valuesOf(given: Node, asking: Asking): readonly Value[] {
  const node = unwrap(given);
  const constant = constantOf(node);
  if (constant !== undefined) return [constant];
  const inside = (at: Node | null) => (at === null ? [] : valuesOf(at, asking));
  switch (node.type) {
    case 'not_operator':
      return inside(field(node, 'argument')).map((value) => !truth(value));
    case 'boolean_operator':
      return joined(node, inside(field(node, 'left')), inside(field(node, 'right')));
    case 'comparison_operator':
      return compared(node, asking);
    case 'conditional_expression':
      return [items(node)[0], items(node)[2]].flatMap((at) => inside(at ?? null));
    case 'identifier':
      return assignedTo(textOf(node), asking);
    case 'call': {
      const stands = standsFor(node);
      return stands === null ? [] : inside(stands.expression).map(stands.change);
    }
    default:
      return [];
  }
}

/**
 * `a or b` and `a and b`: one side decides alone where it can, else both have to be known.
 * @see https://docs.python.org/3/reference/expressions.html#boolean-operations
 */
function joined(node: Node, left: readonly Value[], right: readonly Value[]): readonly Value[] {
  const decides = field(node, 'operator')?.type === 'or';
  const alone = [...left, ...right].filter((value) => truth(value) === decides);
  return left.length > 0 && right.length > 0 ? [...alone, ...right] : alone;
}

function compared(node: Node, asking: Asking): readonly Value[] {
  const { left, right, operator } = comparison(node) ?? {};
  const test = COMPARES.get(operator ?? '');
  if (left === undefined || right === undefined || test === undefined) return [];
  return valuesOf(left, asking).flatMap((a) => valuesOf(right, asking).map((b) => test(a, b)));
}

const COMPARES: ReadonlyMap<string, (a: Value, b: Value) => boolean> = new Map([
  ['==', (a, b) => a === b],
  ['is', (a, b) => a === b],
  ['!=', (a, b) => a !== b],
  ['is not', (a, b) => a !== b],
  ['in', isIn],
  ['not in', (a, b) => !isIn(a, b)],
]);

function isIn(value: Value, all: Value): boolean {
  return Array.isArray(all) ? all.includes(value) : typeof all === 'string' && all.includes(String(value));
}

/** The values that the module assigns to a name before it is read, those in other functions and classes apart. */
function assignedTo(name: string, asking: Asking): readonly Value[] {
  if (asking.names.has(name)) return [];
  const { asked } = asking;
  const deeper = { ...asking, names: new Set([...asking.names, name]) };
  const late = enclosing(asked, 'function_definition', 'lambda') !== null;
  return assignmentsTo(asked.tree.root, name).flatMap((node) => {
    if (!late && node.start > asked.start) return [];
    const scope = enclosing(node, 'function_definition', 'class_definition');
    return scope === null || contains(scope, asked) ? valuesOf(assignedValue(node), deeper) : [];
  });
}
