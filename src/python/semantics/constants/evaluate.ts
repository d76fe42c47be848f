import type { Node, Tree } from '../../../types.ts';
import { calledName, field, items, stringValue, textOf, unwrap } from '../../syntax/tree.ts';
import { type Constant, combined, isDictionary, isList, oneOf, type Possible } from './constant.ts';
import { attributeValues, nameValues } from './names.ts';
import { interpolated, TEXT_METHODS } from './text-methods.ts';

const UNKNOWN: Possible = [];

/**
 * The values that an expression may have, going by its module alone: literals, what is put together of them, and names
 * that the module gives such values.
 * @returns one value where it is known, several where it is one of them, none where nobody knows.
 */
export function possibleValues(expression: Node): Possible {
  const node = unwrap(expression);
  const known = node.tree.once(noValues);
  const found = known.get(node);
  if (found !== undefined) return found;
  // A name that is made of itself is unknown.
  known.set(node, UNKNOWN);
  const values = evaluated(node);
  known.set(node, values);
  return values;
}

/** The strings that an expression may be; none where it may be anything else. */
export function possibleTexts(expression: Node): readonly string[] {
  const values = possibleValues(expression);
  return values.every((value) => typeof value === 'string') ? values : [];
}

/** The string that an expression certainly is, or null. */
export function constantText(expression: Node): string | null {
  const [only, ...more] = possibleTexts(expression);
  return more.length === 0 ? (only ?? null) : null;
}

function noValues(_: Tree): Map<Node, Possible> {
  return new Map();
}

function evaluated(node: Node): Possible {
  switch (node.type) {
    case 'string':
      return literal(node);
    case 'concatenated_string':
      return combined(items(node).map(possibleValues), (parts) => parts.join(''));
    case 'integer':
      return [Number(textOf(node))];
    case 'list':
    case 'tuple':
    case 'set':
      return display(items(node));
    case 'dictionary':
      return dictionary(items(node));
    case 'binary_operator':
      return operated(node);
    case 'conditional_expression':
      return oneOf([items(node)[0], items(node)[2]].map((at) => (at === undefined ? UNKNOWN : possibleValues(at))));
    case 'call':
      return called(node);
    case 'identifier':
      return nameValues(node, possibleValues);
    case 'attribute':
      return attributeValues(node, possibleValues);
    case 'subscript':
      return taken(node);
    default:
      return UNKNOWN;
  }
}

/** A string, also with interpolation, and the text of bytes. */
function literal(node: Node): Possible {
  const value = stringValue(node);
  if (value !== null) return [value];
  const [, body] = /^b["']([ -~]*)["']$/i.exec(textOf(node)) ?? [];
  if (body !== undefined && !body.includes('\\')) return node.parent?.type === 'attribute' ? [body] : UNKNOWN;
  if (!/^\w*[fF]\w*["']/.test(textOf(node)) || textOf(node).includes('\\')) return UNKNOWN;
  const parts = items(node).map((part): Possible => {
    if (part.type === 'string_content') return [textOf(part).replace(/\{\{|\}\}/g, (brace) => brace[0] as string)];
    if (part.type !== 'interpolation') return [''];
    const [inner, ...more] = items(part);
    return inner === undefined || more.length > 0 ? UNKNOWN : possibleValues(inner);
  });
  return combined(parts, (values) => (values.every((value) => typeof value === 'string') ? values.join('') : null));
}

function display(entries: readonly Node[]): Possible {
  const isSplat = entries.map(({ type }) => type === 'list_splat');
  const parts = entries.map((entry, i) => possibleValues(isSplat[i] ? (items(entry)[0] as Node) : entry));
  return combined(parts, (values) => {
    if (values.some((value, i) => isSplat[i] && !isList(value))) return null;
    return values.flatMap((value, i) => (isSplat[i] ? (value as readonly Constant[]) : [value]));
  });
}

function dictionary(pairs: readonly Node[]): Possible {
  if (pairs.some(({ type }) => type !== 'pair')) return UNKNOWN;
  const keys = pairs.map((pair) => stringValue(field(pair, 'key') as Node));
  if (keys.includes(null)) return UNKNOWN;
  const values = pairs.map((pair) => possibleValues(field(pair, 'value') as Node));
  const known = keys.flatMap((key, i) =>
    values[i]?.length === 1 ? [[key as string, values[i]?.[0] as Constant]] : [],
  );
  return [new Map(known as [string, Constant][])];
}

function operated(node: Node): Possible {
  const [left, right] = items(node);
  const operator = node.children.find(({ named }) => !named)?.type;
  if (left === undefined || right === undefined || !/^[+%]$/.test(operator ?? '')) return UNKNOWN;
  return combined([possibleValues(left), possibleValues(right)], ([a, b]) => {
    if (operator === '%') return typeof a === 'string' && b !== undefined ? interpolated(a, b) : null;
    if (typeof a === 'string' && typeof b === 'string') return a + b;
    return isList(a) && isList(b) ? [...a, ...b] : null;
  });
}

/** Methods of strings, `str("x")`, `list([...])`. */
function called(call: Node): Possible {
  const name = calledName(call) ?? '';
  const list = field(call, 'arguments') as Node;
  const given = list.type === 'argument_list' ? items(list) : [];
  const target = field(call, 'function') as Node;
  if (target.type === 'identifier') {
    const [only, ...more] = given;
    return /^(str|list|tuple)$/.test(name) && only !== undefined && more.length === 0 ? possibleValues(only) : UNKNOWN;
  }
  const method = TEXT_METHODS[name];
  if (target.type !== 'attribute' || method === undefined || given.some(({ type }) => /splat/.test(type)))
    return UNKNOWN;
  const named = given.filter(({ type }) => type === 'keyword_argument');
  const values = given.map((at) => possibleValues(at.type === 'keyword_argument' ? (field(at, 'value') as Node) : at));
  return combined([possibleValues(field(target, 'object') as Node), ...values], ([subject, ...rest]) => {
    if (typeof subject !== 'string') return null;
    const names = named.map((at): [string, Constant] => [
      textOf(field(at, 'name') as Node),
      rest[given.indexOf(at)] as Constant,
    ]);
    return method(subject, names.length === 0 ? rest : [...rest.slice(0, given.length - named.length), new Map(names)]);
  });
}

/** `NAMES["key"]` and `NAMES[0]`. */
function taken(node: Node): Possible {
  const [base, key, ...more] = [field(node, 'value'), ...items(node).filter((at) => at.field === 'subscript')];
  if (!base || !key || more.length > 0) return UNKNOWN;
  return combined([possibleValues(base), possibleValues(key)], ([of, at]) => {
    if (isDictionary(of) && typeof at === 'string') return of.get(at) ?? null;
    return isList(of) && typeof at === 'number' ? (of.at(at) ?? null) : null;
  });
}
