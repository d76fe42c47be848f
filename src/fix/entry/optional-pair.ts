import { field, lastName, stringValue } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';

/** Dictionaries whose pairs may be left out one by one. */
const OPEN_DICTIONARIES = new Set(['libraries']);

/** Whether a pair may be left out of its dictionary. */
export function isOpenPair(pair: Node): boolean {
  const outer = pair.type === 'pair' ? pair.parent?.parent : null;
  if (outer?.type === 'assignment') return isOpen(lastName(field(outer, 'left')));
  const key = outer?.type === 'pair' ? field(outer, 'key') : null;
  return key !== null && isOpen(stringValue(key));
}

/** Whether an assignment's target is an entry of a dictionary that may be left out: `LIBRARIES["x"]`. */
export function isOpenEntry(target: Node): boolean {
  const dictionary = target.type === 'subscript' ? field(target, 'value') : null;
  return dictionary !== null && isOpen(lastName(dictionary));
}

function isOpen(name: string | null): boolean {
  return name !== null && OPEN_DICTIONARIES.has(name);
}
