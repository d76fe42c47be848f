import type { Node } from '../../../types.ts';
import { isUnder } from '../../syntax/imports.ts';
import { identifiers } from '../../syntax/query.ts';
import { field, isSequence, items, stringValue, textOf } from '../../syntax/tree.ts';
import { possibleTexts } from '../constants/evaluate.ts';
import { reaching } from '../definitions/reaching.ts';

const SHRINKS = /^(remove|pop|discard|clear|__delitem__)$/;

/**
 * How many entries a list has at least where it is used: those of the display that it was given, unless something
 * takes entries out of it.
 * @param roots those of the packages that may be missing.
 */
export function lengthOf(list: Node, roots: readonly string[]): number {
  if (list.type !== 'identifier') return 0;
  const { definitions, unbound } = reaching(list, textOf(list));
  const [only] = definitions;
  if (unbound || definitions.length !== 1 || only?.kind !== 'assignment') return 0;
  const { value } = only;
  if (value === null || !isSequence(value)) return 0;
  const shrunk = identifiers(list.tree.root, textOf(list)).some((use) => use.start < list.start && shrinks(use));
  if (shrunk) return 0;
  return sureIn(items(value), roots);
}

/** How many of some items of a display are entries that are there in any case. */
export function sureIn(entries: readonly Node[], roots: readonly string[]): number {
  return entries.filter((entry) => stringValue(entry) !== null && !isOptional(entry, roots)).length;
}

/** Whether an entry belongs to a package that may be missing. */
export function isOptional(entry: Node, roots: readonly string[]): boolean {
  const texts = possibleTexts(entry);
  if (texts.length === 0) return roots.some((root) => textOf(entry).includes(root));
  return roots.some((root) => texts.some((text) => isUnder(text, root)));
}

function shrinks(use: Node): boolean {
  const { parent } = use;
  if (parent?.type === 'attribute') return SHRINKS.test(textOf(field(parent, 'attribute') as Node));
  const isSet = parent?.type === 'subscript' && parent.field === 'left';
  return isSet || (parent?.type === 'subscript' && parent.parent?.type === 'delete_statement');
}
