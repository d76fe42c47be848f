import type { Node } from '../../../types.ts';
import { field, items, stringValue, textOf } from '../../syntax/tree.ts';
import { definitionAt } from '../definitions/bindings.ts';
import { usesOf } from '../definitions/uses.ts';
import { type Held, taken } from './held.ts';
import { integerOf, isOnlyPlace, keepsCut, keepsEntry } from './numbers.ts';
import type { Change } from './places.ts';
import { changes, depends, HARMLESS, type Step, up } from './step.ts';

/** Methods of lists and sets that count nothing, and what they do to the order. */
const CHANGES: Readonly<Record<string, Change>> = {
  append: 'appended',
  extend: 'appended',
  add: 'appended',
  update: 'appended',
  remove: 'shuffled',
  discard: 'shuffled',
  clear: 'shuffled',
  sort: 'shuffled',
  reverse: 'shuffled',
};

/** Methods that give the set that they are called on, with more or less in it. */
const REMADE = /^(copy|union|difference|intersection|symmetric_difference)$/;

/**
 * What a method makes of the list that it is called on, or of a container that holds it.
 * @see https://docs.python.org/3/library/stdtypes.html#mutable-sequence-types
 */
export function byMethod(list: Node, attribute: Node, held: Held): Step {
  const name = textOf(field(attribute, 'attribute') as Node);
  const call = attribute.parent?.type === 'call' && attribute.field === 'function' ? attribute.parent : null;
  if (held.path.length > 0) return byMethodOfHolder(name, call, held);
  const change = CHANGES[name];
  if (change !== undefined) return changes(call === null ? 'shuffled' : change);
  if (call === null) return depends('given', attribute);
  const [first] = items(field(call, 'arguments') as Node);
  if (name === 'insert' && first !== undefined) return inserted(list, call, first, held);
  if (name === 'pop') {
    const isKey = first !== undefined && stringValue(first) !== null;
    const holds = isKey || (first === undefined ? keepsLast(held) : keepsEntry(first, list, held));
    return holds ? changes('shuffled') : depends('place', call);
  }
  if (name === 'index')
    return isOnlyPlace(call, list) || isOnlyPlaceByName(call, list) ? HARMLESS : depends('place', call);
  if (name === 'count') return HARMLESS;
  return REMADE.test(name) ? up(call, held) : depends('given', call);
}

function inserted(list: Node, call: Node, number: Node, held: Held): Step {
  if (integerOf(number) === 0) return changes('prepended');
  return keepsCut(number, list, held) ? changes('inserted') : depends('place', call);
}

function keepsLast({ places }: Held): boolean {
  return places.behind > 0;
}

/** Whether `index` gives its number to a name that only the same list is asked for. */
function isOnlyPlaceByName(call: Node, list: Node): boolean {
  const { parent } = call;
  const left = parent?.type === 'assignment' && call.field === 'right' ? field(parent, 'left') : null;
  if (left?.type !== 'identifier') return false;
  return usesOf(left.tree.root, textOf(left), definitionAt(left)).every((use) => isOnlyPlace(use, list));
}

/** `HOLDER.get("key")`; no other method gives out one of its values by a key. */
function byMethodOfHolder(name: string, call: Node | null, held: Held): Step {
  const [key] = call === null ? [] : items(field(call, 'arguments') as Node);
  if (call === null || key === undefined || !/^(get|setdefault|pop|__getitem__)$/.test(name)) return HARMLESS;
  const found = taken(held, key);
  return found === null ? HARMLESS : up(call, found);
}
