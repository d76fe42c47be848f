import type { Node } from '../../../types.ts';
import { ofType } from '../../syntax/query.ts';
import { calledName, field, fields, isSuite, items, stringValue, textOf, unwrap } from '../../syntax/tree.ts';
import { truth, type Value } from '../calls.ts';
import { reaching } from '../definitions/reaching.ts';
import { comparison, constantOf } from '../values/constants.ts';

/** The error that a handler deals with. */
export interface MissingError {
  /** The name that the handler gives it; null for none. */
  readonly alias: string | null;
  /** The package that is missing; null where another error is meant. */
  readonly root: string | null;
}

/**
 * Whether a handler's suite may raise, or end Python, where the package is missing. Conditions that only ask which
 * package is missing are decided; of any other, each branch may run.
 */
export function mayRaise(suite: Node | null, error: MissingError): boolean {
  for (const statement of suite === null ? [] : items(suite)) {
    if (/^(return|continue|break)_statement$/.test(statement.type)) return false;
    if (raises(statement, error)) return true;
  }
  return false;
}

function raises(statement: Node, error: MissingError): boolean {
  if (statement.type === 'if_statement') return branches(statement, error).some((suite) => mayRaise(suite, error));
  if (/_definition$/.test(statement.type)) return false;
  if (statement.type === 'expression_statement')
    return /^(_?exit|quit|abort)$/.test(calledName(items(statement)[0] ?? null) ?? '');
  return ofType(statement, 'raise_statement').length > 0;
}

/** The branches of an `if` that may run. */
function branches(statement: Node, error: MissingError): (Node | null)[] {
  const found: (Node | null)[] = [];
  for (const clause of [statement, ...fields(statement, 'alternative')]) {
    const condition = field(clause, 'condition');
    const known = condition === null ? true : evaluate(condition, error);
    if (known === undefined || truth(known))
      found.push(field(clause, 'consequence') ?? clause.children.find(isSuite) ?? null);
    if (known !== undefined && truth(known)) break;
  }
  return found;
}

/**
 * What an expression is where the package is missing; undefined where that is not known.
 * @see https://docs.python.org/3/library/exceptions.html#ImportError
 */
function evaluate(given: Node, error: MissingError): Value | undefined {
  const node = unwrap(given);
  const constant = constantOf(node);
  if (constant !== undefined) return constant;
  const inside = (at: Node | null | undefined) => (at ? evaluate(at, error) : undefined);
  switch (node.type) {
    case 'list':
    case 'tuple':
    case 'set': {
      const parts = items(node).map(inside);
      return parts.includes(undefined) ? undefined : (parts as Value[]);
    }
    case 'identifier':
      return named(node, error);
    case 'attribute':
      return isError(field(node, 'object'), error)
        ? attribute(textOf(field(node, 'attribute') as Node), error)
        : undefined;
    case 'subscript': {
      const [whole, at] = [inside(field(node, 'value')), inside(field(node, 'subscript'))];
      return Array.isArray(whole) && typeof at === 'number' ? (whole as Value[]).at(at) : undefined;
    }
    case 'call':
      return called(node, error);
    case 'not_operator': {
      const value = inside(field(node, 'argument'));
      return value === undefined ? undefined : !truth(value);
    }
    case 'boolean_operator':
      return joined(node, inside(field(node, 'left')), inside(field(node, 'right')));
    default:
      return compared(node, error);
  }
}

function isError(node: Node | null, { alias, root }: MissingError): boolean {
  return node?.type === 'identifier' && alias !== null && root !== null && textOf(node) === alias;
}

/** A name's value: that of its only assignment; a loop's variable goes over names of packages. */
function named(node: Node, error: MissingError): Value | undefined {
  const { definitions, unbound } = reaching(node, textOf(node));
  const [only, ...more] = definitions;
  if (only === undefined || more.length > 0 || unbound) return undefined;
  if (only.kind === 'loop') return error.root ?? undefined;
  return only.kind === 'assignment' && only.value !== null ? evaluate(only.value, error) : undefined;
}

function attribute(name: string, { root }: MissingError): Value | undefined {
  const message = `No module named '${root}'`;
  return new Map<string, Value>([
    ['name', root],
    ['msg', message],
    ['args', [message]],
    ['path', null],
  ]).get(name);
}

function called(call: Node, error: MissingError): Value | undefined {
  const [first, second] = items(field(call, 'arguments') ?? call);
  const name = calledName(call) ?? '';
  const method = field(call, 'function');
  const given = first && evaluate(first, error);
  if (method?.type === 'attribute') {
    const subject = evaluate(field(method, 'object') as Node, error);
    return typeof subject === 'string' ? changed(subject, name, typeof given === 'string' ? given : null) : undefined;
  }
  if (first === undefined) return undefined;
  if (name === 'str') return isError(first, error) ? attribute('msg', error) : given;
  if (name === 'getattr' && isError(first, error) && second) return attribute(stringValue(second) ?? '', error);
  return undefined;
}

function changed(subject: string, method: string, given: string | null): Value | undefined {
  if (method === 'lower') return subject.toLowerCase();
  if (given === null || given === '') return undefined;
  if (method === 'startswith') return subject.startsWith(given);
  if (method === 'endswith') return subject.endsWith(given);
  if (method === 'split') return subject.split(given);
  const [head = '', ...tail] = subject.split(given);
  return method === 'partition' ? [head, tail.length > 0 ? given : '', tail.join(given)] : undefined;
}

function joined(node: Node, left: Value | undefined, right: Value | undefined): Value | undefined {
  const decides = field(node, 'operator')?.type === 'or';
  if (left === undefined) return right !== undefined && truth(right) === decides ? decides : undefined;
  return truth(left) === decides ? left : right;
}

function compared(node: Node, error: MissingError): Value | undefined {
  const { left, right, operator = '' } = comparison(node) ?? {};
  const [a, b] = [left && evaluate(left, error), right && evaluate(right, error)];
  if (a === undefined || b === undefined) return undefined;
  const same = /in$/.test(operator) ? isIn(a, b) : /^(==|!=|is|is not)$/.test(operator) ? equal(a, b) : undefined;
  return same === undefined ? undefined : same !== /not|!/.test(operator);
}

function equal(a: Value, b: Value): boolean | undefined {
  return Array.isArray(a) || Array.isArray(b) ? undefined : a === b;
}

function isIn(value: Value, all: Value): boolean | undefined {
  if (Array.isArray(all)) return all.includes(value);
  return typeof all === 'string' && typeof value === 'string' ? all.includes(value) : undefined;
}
