import type { Node, Tree } from '../../../types.ts';
import { isUnder } from '../../syntax/imports.ts';
import { calledName, field, items, lastName, stringValue, textOf, unwrap } from '../../syntax/tree.ts';
import { isImportErrorCaught } from '../handlers.ts';
import { ASKS, FINDS, importsParent, namesPackage } from './asks.ts';

/** What a name has where the package is there alone: a true value, or one that is not None. */
export type Sign = 'truth' | 'value';

/** The world without a package, in which conditions are evaluated. */
export interface AbsentWorld {
  readonly root: string;
  /** Whether a name, by default the text of the node, has the sign at a node only where the package is there. */
  readonly tells: (at: Node, sign: Sign, name?: string) => boolean;
  /** The same world in a loop, where a variable is the name of the package. */
  readonly withEach: (variable: string) => AbsentWorld;
  /** The same world in the tree of another module. */
  readonly within: (tree: Tree) => AbsentWorld;
  /** The variable that is the name of the package; null outside of such a loop. */
  readonly each: string | null;
  /** Whether a condition must be true exactly where the package is there; by default, true only there is enough. */
  readonly exact?: boolean;
}

/** Whether a condition proves that the package is there: when it is true, and when it is false. */
export interface Knowledge {
  readonly whenTrue: boolean;
  readonly whenFalse: boolean;
}

const NOTHING: Knowledge = { whenTrue: false, whenFalse: false };
const CONFIGURES = /environ|getenv|^env$|^config$/i;

/**
 * What the outcome of a condition tells about the package. Code that never runs counts as guarded.
 * @see https://docs.python.org/3/library/importlib.html#importlib.util.find_spec
 */
export function knowledge(condition: Node, world: AbsentWorld): Knowledge {
  const node = unwrap(condition);
  const [left, right, last] = items(node);
  if (isFalsy(node)) return { whenTrue: true, whenFalse: false };
  switch (node.type) {
    case 'identifier':
    case 'attribute':
      return { whenTrue: isFlag(node, world), whenFalse: false };
    case 'true':
      return { whenTrue: false, whenFalse: true };
    case 'not_operator':
      return negate(knowledge(field(node, 'argument') as Node, world));
    case 'named_expression':
      return knowledge(field(node, 'value') as Node, world);
    case 'boolean_operator':
      if (world.exact) return NOTHING;
      return left && right ? combine(node, knowledge(left, world), knowledge(right, world)) : NOTHING;
    case 'conditional_expression':
      return left && right && last && !world.exact ? chosen(left, right, last, world) : NOTHING;
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
  if (isOther(left, unwrap(right), world))
    return { whenTrue: /^(==|in)$/.test(operator), whenFalse: /^(!=|not in)$/.test(operator) };
  const value = stringValue(unwrap(left));
  if (value !== null && isUnder(value, world.root) && !world.exact) {
    if (CONFIGURES.test(lastName(right) ?? '')) return NOTHING;
    if (operator === 'in') return { whenTrue: true, whenFalse: false };
    if (operator === 'not in') return { whenTrue: false, whenFalse: true };
  }
  const known =
    right.type === 'none' ? negate(setApart(left, world)) : right.type === 'true' ? sure(left, world) : null;
  if (known === null || !/^(is|==|!=|is not)$/.test(operator)) return NOTHING;
  return /not|!/.test(operator) ? negate(known) : known;
}

/** What it tells that an expression is true, where it may have other values than True and False. */
function sure(node: Node, world: AbsentWorld): Knowledge {
  return { whenTrue: knowledge(node, world).whenTrue, whenFalse: false };
}

/** What it tells that an expression is not None. */
export function setApart(expression: Node, world: AbsentWorld): Knowledge {
  const node = unwrap(expression);
  const value = node.type === 'named_expression' ? field(node, 'value') : null;
  if (value !== null) return setApart(value, world);
  const finds = node.type === 'call' && FINDS.test(calledName(node) ?? '');
  const tells = node.type === 'identifier' ? world.tells(node, 'value') : finds && callTells(node, world);
  return { whenTrue: tells, whenFalse: false };
}

/** `a if condition else b`: one of both is the value. */
function chosen(a: Node, condition: Node, b: Node, world: AbsentWorld): Knowledge {
  const [first, asked, second] = [knowledge(a, world), knowledge(condition, world), knowledge(b, world)];
  return {
    whenTrue: (asked.whenTrue || first.whenTrue) && (asked.whenFalse || second.whenTrue),
    whenFalse: (asked.whenTrue || first.whenFalse) && (asked.whenFalse || second.whenFalse),
  };
}

/**
 * Whether a name tells that the package is there. `TYPE_CHECKING` is false whenever code runs.
 * @see https://docs.python.org/3/library/typing.html#typing.TYPE_CHECKING
 */
function isFlag(node: Node, world: AbsentWorld): boolean {
  return lastName(node) === 'TYPE_CHECKING' || (node.type === 'identifier' && world.tells(node, 'truth'));
}

function callTells(call: Node, world: AbsentWorld): boolean {
  const name = calledName(call) ?? '';
  const args = items(field(call, 'arguments') ?? call);
  if (name === 'bool' && args[0] !== undefined) return knowledge(args[0], world).whenTrue;
  if (name === 'all' && args[0] !== undefined && !world.exact)
    return items(args[0]).some((item) => knowledge(item, world).whenTrue);
  const asks = world.exact ? FINDS : ASKS;
  if (!asks.test(name) || !args.some((arg) => namesPackage(arg, world))) return false;
  return !FINDS.test(name) || !importsParent(call, world.root) || isImportErrorCaught(call, world.root);
}

/** Whether a comparison asks if a loop's variable is another package: it is not where it is the missing one. */
function isOther(left: Node, right: Node, { root, each }: AbsentWorld): boolean {
  if (left.type !== 'identifier' || textOf(left) !== each) return false;
  const values = right.type === 'string' ? [right] : /^(list|tuple|set)$/.test(right.type) ? items(right) : [];
  return values.length > 0 && values.every((at) => stringValue(at) !== null && !isUnder(stringValue(at) ?? '', root));
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
