import type { Node } from '../../../types.ts';
import { calledName, field, items, sameText, stringValue, textOf, unwrap } from '../../syntax/tree.ts';
import { reaching } from '../definitions/reaching.ts';
import type { Held } from './held.ts';
import { isSameCut, isSameEntry } from './places.ts';

/** Whether a number means the same place between a list's entries without the package. @param list a use of the list. */
export function keepsCut(number: Node, list: Node, held: Held): boolean {
  const value = integerOf(number);
  if (value !== null) return isSameCut(value, held.places);
  return isLength(number, list) || isBesideEntry(number, list, held);
}

/** Whether a number means the same entry of a list without the package. @param list a use of the list. */
export function keepsEntry(number: Node, list: Node, held: Held): boolean {
  const value = integerOf(number);
  return value === null ? isPlaceOfEntry(number, list, held) : isSameEntry(value, held.places);
}

/** Whether a slice such as `[1:]` cuts a list at the same places without the package. @param list a use of the list. */
export function keepsSlice(slice: Node, list: Node, held: Held): boolean {
  const colons = slice.children.filter(({ type }) => type === ':');
  const bounds = items(slice);
  return colons.length === 1 && bounds.every((bound) => keepsCut(bound, list, held));
}

/** The value of an integer literal; null for anything else. */
export function integerOf(node: Node): number | null {
  const inner = unwrap(node);
  if (inner.type !== 'integer' && inner.type !== 'unary_operator') return null;
  const value = Number(textOf(inner).replace(/\s/g, ''));
  return Number.isInteger(value) ? value : null;
}

/** Whether a call of a list's `index` gives a number that this list alone is asked for, and so is judged there. */
export function isOnlyPlace(call: Node, list: Node): boolean {
  let at = call;
  while (at.parent?.type === 'binary_operator' || at.parent?.type === 'parenthesized_expression') at = at.parent;
  const { parent } = at;
  if (parent === null) return false;
  if (parent.type === 'slice') return sameText(field(parent.parent as Node, 'value'), list);
  if (parent.type === 'subscript') return at.field === 'subscript' && sameText(field(parent, 'value'), list);
  if (parent.type !== 'argument_list') return false;
  const called = field(parent.parent as Node, 'function');
  return /^(insert|pop)$/.test(calledName(parent.parent) ?? '') && sameText(field(called as Node, 'object'), list);
}

/** `len(LIST)`: its end, with the package and without. */
function isLength(number: Node, list: Node): boolean {
  const [only, ...more] = items(field(unwrap(number), 'arguments') ?? number);
  return calledName(unwrap(number)) === 'len' && more.length === 0 && sameText(only ?? null, list);
}

/** `LIST.index("entry")`, or the place behind that entry. */
function isBesideEntry(number: Node, list: Node, held: Held): boolean {
  const inner = unwrap(number);
  const [left, right] = items(inner);
  if (inner.type !== 'binary_operator' || left === undefined || right === undefined)
    return isPlaceOfEntry(inner, list, held);
  const plus = inner.children.some(({ type }) => type === '+');
  return plus && integerOf(right) === 1 && isPlaceOfEntry(left, list, held);
}

/** `LIST.index("entry")`, or a name that was given it since the list was last changed. */
function isPlaceOfEntry(number: Node, list: Node, held: Held): boolean {
  const inner = unwrap(number);
  if (inner.type === 'identifier') {
    const { definitions, unbound } = reaching(inner, textOf(inner));
    const [only] = definitions;
    if (unbound || definitions.length !== 1 || only?.kind !== 'assignment' || only.value === null) return false;
    return only.node.start >= held.steadySince && isPlaceOfEntry(only.value, list, held);
  }
  const called = calledName(inner) === 'index' ? field(inner, 'function') : null;
  const [entry, ...more] = items(field(inner, 'arguments') ?? inner);
  if (called === null || entry === undefined || more.length > 0) return false;
  return sameText(field(called, 'object'), list) && stringValue(unwrap(entry)) !== null;
}
