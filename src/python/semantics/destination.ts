import type { Node } from '../../types.ts';
import { functionName } from '../syntax/scopes.ts';
import {
  ancestors,
  calledName,
  descendants,
  field,
  items,
  lastName,
  sameText,
  stringValue,
  textOf,
} from '../syntax/tree.ts';

import { calleeOf, parameterUses } from './callee.ts';
import { placesOfKeys } from './keys.ts';

/** Where a value flows to, from the value outward. */
export interface Destination {
  /** The names that the value flows into: dictionary keys, keywords, targets, receivers, the function that returns it. */
  readonly names: readonly string[];
  /** The functions that it is an argument of, innermost first. */
  readonly calls: readonly string[];
  /** True where the value is only compared, looked up by, or used as a key: it is never imported. */
  readonly inert: boolean;
  /** True where it is inert as far as anybody knows, as a function gets it of which nothing is known. */
  readonly unread?: boolean;
}

/**
 * Reads where a string, a name or an import flows to within its statement.
 * @param isString whether it is a string, however it is written: not every call makes something of it.
 */
export function destinationOf(node: Node, isString = node.type === 'string', depth = 0): Destination {
  const names: string[] = [];
  const calls: string[] = [];
  let at = node;
  for (const parent of ancestors(node)) {
    if (parent.type === 'pair' && at.field === 'key') return ofKey(parent.parent as Node, calls, depth);
    if (!(isString && parent.type === 'interpolation') && isInert(parent, at, calls))
      return { names, calls, inert: true };
    const isArgument = parent.type === 'call' && at.field === 'arguments';
    const called = isArgument ? calledName(parent) : null;
    if (called !== null) calls.push(called);
    const filled = isArgument ? filledBy(parent, node, depth) : NOWHERE;
    names.push(...filled.names);
    if (called !== null && isString && !filled.isPassedOn && !passesOn(node, parent, called))
      return { names, calls, inert: true, unread: true };
    const name = nameAt(parent, at);
    if (name !== null) names.push(...name);
    if (/_statement$|_definition$/.test(parent.type)) break;
    at = parent;
  }
  const returned = returningFunction(node);
  return { names: returned === null ? names : [...names, returned], calls, inert: false };
}

/** Where a key of a dictionary goes: nowhere, unless the module makes a list of the keys. */
function ofKey(dictionary: Node, calls: readonly string[], depth: number): Destination {
  const places = depth < DEEPEST ? placesOfKeys(dictionary) : [];
  const listed = places.map((place) => destinationOf(place, false, depth + 1)).filter(({ inert }) => !inert);
  return { names: listed.flatMap(({ names }) => names), calls, inert: listed.length === 0 };
}

/** How many functions of the module are followed into one another. */
const DEEPEST = 3;

/** What a call does with one of its arguments, which its own text does not tell. */
interface Filled {
  /** The names of the lists that it adds the argument to. */
  readonly names: readonly string[];
  /** Whether it goes anywhere at all: into such a list, or back to where the call stands. */
  readonly isPassedOn: boolean;
}

const NOWHERE: Filled = { names: [], isPassedOn: false };

function filledBy(call: Node, value: Node, depth: number): Filled {
  const callee = depth < DEEPEST ? calleeOf(call) : null;
  if (callee === null) return NOWHERE;
  if (callee.kind === 'method') return { names: targets(callee.list), isPassedOn: true };
  let argument = value;
  while (argument.parent !== null && argument.parent !== field(call, 'arguments')) argument = argument.parent;
  const own = functionName(callee.definition);
  const given = parameterUses(callee.definition, argument)
    .map((use) => destinationOf(use, true, depth + 1))
    .filter(({ inert }) => !inert)
    .flatMap(({ names }) => names);
  return { names: given.filter((name) => name !== own), isPassedOn: given.length > 0 };
}

/** Whether a value is only looked up, compared, used as a key or as part of a path; in `del LIST[LIST.index("x")]` it is an entry. */
function isInert(parent: Node, child: Node, calls: readonly string[]): boolean {
  if (/^(comparison_operator|if_clause|interpolation)$/.test(parent.type)) return true;
  if (parent.type === 'binary_operator')
    return parent.children.some(({ type }) => type === '/' || (type === '-' && calls.length === 0));

  return calls[0] !== 'index' && (parent.type === 'delete_statement' || child.field === 'subscript');
}

const TAKES_ENTRY =
  /^(append|insert|add|extend|update|remove|discard|index|pop|import_module|__import__|import_string|loads|configure|add_to_.*|.*include)$/;
/** Calls that return the entries that they are given. */
export const TRANSPARENT: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'sorted', 'reversed', 'filter']);
/** Functions that make a route of a pattern and a view: https://docs.djangoproject.com/en/stable/ref/urls/#path */
export const ROUTES: ReadonlySet<string> = new Set(['path', 're_path', 'url']);

/** Whether a call makes an entry or a module of its string argument; of a string in a display it always does. */
function passesOn(node: Node, call: Node, called: string): boolean {
  const list = field(call, 'arguments') as Node;
  const keyword = node.parent?.type === 'keyword_argument' ? textOf(node.parent.children[0] as Node) : null;
  const argument = keyword === null ? node : (node.parent as Node);
  if (called.endsWith('include') && node.parent?.type === 'tuple') return items(node.parent)[0] === node;
  if (argument.parent !== list) return true;
  if (isDefault(node)) return true;
  if (node.type === 'identifier' && TRANSPARENT.has(called)) return true;
  if (ROUTES.has(called)) return keyword === 'view' || items(list).indexOf(argument) === 1;
  return keyword !== 'namespace' && (TAKES_ENTRY.test(called) || extendsItself(call));
}

const ENVIRONMENT = /(^|[._])(env|environ|getenv|config)\b/i;

/** Whether a string is the default of an environment variable: `env("X", default="...")`. */
export function isDefault(node: Node): boolean {
  const { parent } = node;
  const list = parent?.type === 'keyword_argument' ? parent.parent : parent;
  const call = list?.type === 'argument_list' ? list.parent : null;
  const called = call?.type === 'call' ? field(call, 'function') : null;
  if (!list || !called || !ENVIRONMENT.test(textOf(called))) return false;
  if (parent === list) return items(list).indexOf(node) === 1;
  return textOf(field(parent as Node, 'name') as Node) === 'default';
}

/** `INSTALLED_APPS = add(INSTALLED_APPS, "x")`: whatever the function's name, it adds to the list. */
function extendsItself(call: Node): boolean {
  const left = call.parent?.type === 'assignment' ? field(call.parent, 'left') : null;
  return items(field(call, 'arguments') as Node).some((argument) => sameText(argument, left));
}

function nameAt(parent: Node, child: Node): string[] | null {
  switch (parent.type) {
    case 'pair': {
      const key = field(parent, 'key');
      const value = key && (stringValue(key) ?? lastName(key));
      return value ? [value] : null;
    }
    case 'keyword_argument':
      return isDefault(child) ? null : [textOf(field(parent, 'name') as Node)];
    case 'assignment':
    case 'augmented_assignment':
      return child.field === 'right' ? targets(field(parent, 'left') as Node) : null;
    case 'named_expression':
      return child.field === 'value' ? targets(field(parent, 'name') as Node) : null;
    case 'call':
      return child.field === 'arguments' ? receiver(parent) : null;
    case 'for_statement':
      return child.field === 'right' ? filledIn(field(parent, 'body') ?? parent) : null;
    case 'for_in_clause':
      return child.field === 'right' ? filledIn(field(parent.parent as Node, 'body') as Node) : null;
    case 'default_parameter':
    case 'typed_default_parameter':
      return child.field === 'value' ? targets(field(parent, 'name') as Node) : null;
    default:
      return null;
  }
}

/** The names of a target, innermost first: `class`, `x`, `LOGGING` of `LOGGING["x"]["class"]`. */
function targets(left: Node): string[] {
  if (left.type === 'subscript') {
    const name = lastName(left);
    const outer = targets(field(left, 'value') as Node);
    return name === null ? outer : [name, ...outer];
  }
  if (left.type === 'parenthesized_expression') return items(left).flatMap(targets);
  if (left.type === 'named_expression')
    return [field(left, 'name'), field(left, 'value')].flatMap((at) => targets(at as Node));
  if (left.type === 'call') {
    const [key] = items(field(left, 'arguments') as Node);
    const name = /^(setdefault|get)$/.test(calledName(left) ?? '') && key ? stringValue(key) : null;
    return name === null ? [] : [name, ...receiver(left)];
  }
  const name = lastName(left);
  return name === null ? items(left).flatMap((item) => lastName(item) ?? []) : [name];
}

/** The list whose method is called: `MIDDLEWARE` of `MIDDLEWARE.insert(0, x)`. */
function receiver(call: Node): string[] {
  const called = field(call, 'function');
  if (called !== null && ENVIRONMENT.test(textOf(called))) return [];
  return called?.type === 'attribute' ? targets(field(called, 'object') as Node) : [];
}

/** The lists that the body of a loop or a comprehension fills. */
function filledIn(body: Node): string[] {
  const names: string[] = [];
  for (const node of descendants(body)) {
    if (node.type === 'call') names.push(...receiver(node));
    if (node.type === 'augmented_assignment') names.push(...targets(field(node, 'left') as Node));
  }
  return names;
}

function returningFunction(node: Node): string | null {
  let returns = false;
  for (const parent of ancestors(node)) {
    returns ||= parent.type === 'return_statement' || parent.type === 'yield';
    if (parent.type === 'function_definition') return returns ? functionName(parent) : null;
  }
  return null;
}
