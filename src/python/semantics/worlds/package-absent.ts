import type { Node } from '../../../types.ts';
import { isUnder } from '../../syntax/imports.ts';
import { ofType } from '../../syntax/query.ts';
import { calledName, field, items, lastName, stringValue, textOf, unwrap } from '../../syntax/tree.ts';

/** Names whose truth says that the package is installed. */
export type Flags = ReadonlySet<string>;

/** The world without a package, in which conditions are evaluated. */
export interface AbsentWorld {
  readonly root: string;
  readonly flags: Flags;
  /** Whether a condition must be true exactly where the package is there; by default, true only there is enough. */
  readonly exact?: boolean;
}

/** Whether a condition proves that the package is there: when it is true, and when it is false. */
export interface Knowledge {
  readonly whenTrue: boolean;
  readonly whenFalse: boolean;
}

const NOTHING: Knowledge = { whenTrue: false, whenFalse: false };
/** Functions whose name says that they test whether something is installed. */
export const ASKS = /find_spec|find_loader|is_installed|installed|available|exists|importable|has_module|has_package/i;
const CONFIGURES = /environ|getenv|^env$|^config$/i;

/**
 * What the outcome of a condition tells about the package. Code that never runs counts as guarded.
 * @see https://docs.python.org/3/library/importlib.html#importlib.util.find_spec
 */
export function knowledge(condition: Node, world: AbsentWorld): Knowledge {
  const node = unwrap(condition);
  const [left, right] = items(node);
  switch (node.type) {
    case 'identifier':
    case 'attribute':
      return { whenTrue: isFlag(node, world), whenFalse: false };
    case 'false':
      return { whenTrue: true, whenFalse: false };
    case 'not_operator':
      return negate(knowledge(field(node, 'argument') as Node, world));
    case 'named_expression':
      return knowledge(field(node, 'value') as Node, world);
    case 'boolean_operator':
      if (world.exact) return NOTHING;
      return left && right ? combine(node, knowledge(left, world), knowledge(right, world)) : NOTHING;
    case 'comparison_operator':
      return left && right ? comparison(node, left, right, world) : NOTHING;
    case 'call':
      return { whenTrue: callTells(node, world), whenFalse: false };
    default:
      return NOTHING;
  }
}

function negate(known: Knowledge): Knowledge {
  return { whenTrue: known.whenFalse, whenFalse: known.whenTrue };
}

function combine(node: Node, a: Knowledge, b: Knowledge): Knowledge {
  if (node.children.some((child) => child.type === 'and')) {
    return { whenTrue: a.whenTrue || b.whenTrue, whenFalse: a.whenFalse && b.whenFalse };
  }
  return { whenTrue: a.whenTrue && b.whenTrue, whenFalse: a.whenFalse || b.whenFalse };
}

function comparison(node: Node, left: Node, right: Node, world: AbsentWorld): Knowledge {
  const operator = node.children
    .filter((child) => !child.named)
    .map((child) => textOf(child).replace(/\s+/g, ' '))
    .join(' ');
  const value = stringValue(unwrap(left));
  if (value !== null && isUnder(value, world.root) && !world.exact) {
    if (CONFIGURES.test(lastName(right) ?? '')) return NOTHING;
    if (operator === 'in') return { whenTrue: true, whenFalse: false };
    if (operator === 'not in') return { whenTrue: false, whenFalse: true };
  }
  if (right.type !== 'none') return NOTHING;
  const known = knowledge(left, world);
  if (operator === 'is not' || operator === '!=') return { whenTrue: known.whenTrue, whenFalse: false };
  if (operator === 'is' || operator === '==') return { whenTrue: false, whenFalse: known.whenTrue };
  return NOTHING;
}

/**
 * Whether a name tells that the package is there. `TYPE_CHECKING` is false whenever code runs.
 * @see https://docs.python.org/3/library/typing.html#typing.TYPE_CHECKING
 */
function isFlag(node: Node, { flags }: AbsentWorld): boolean {
  const name = lastName(node);
  return name === 'TYPE_CHECKING' || (node.type === 'identifier' && name !== null && flags.has(name));
}

function callTells(call: Node, world: AbsentWorld): boolean {
  const name = calledName(call) ?? '';
  const args = items(field(call, 'arguments') ?? call);
  if (name === 'bool' && args[0] !== undefined) return knowledge(args[0], world).whenTrue;
  if (name === 'all' && args[0] !== undefined) return items(args[0]).some((item) => knowledge(item, world).whenTrue);
  const asks = world.exact ? /find_spec|find_loader/ : ASKS;
  return asks.test(name) && args.some((arg) => names(arg, world));
}

function names(node: Node, { root }: AbsentWorld): boolean {
  return ofType(node, 'string').some((at) => isUnder(stringValue(at) ?? '', root));
}

/**
 * Whether an expression is a constant that is false: `None`, `False`, `0`, an empty string or display.
 * @see https://docs.python.org/3/library/stdtypes.html#truth-value-testing
 */
export function isFalsy(node: Node): boolean {
  const inner = unwrap(node);
  if (!CONSTANTS.has(inner.type) || inner.children.length > 2) return false;
  const written = textOf(inner).replace(/\s+/g, '');
  return /^(None|False|0|""|''|\[\]|\(\)|\{\})$/.test(written);
}

const CONSTANTS = new Set(['none', 'false', 'integer', 'string', 'list', 'tuple', 'dictionary']);
