import { assignedValue, assignmentsTo } from '../../python/syntax/query.ts';
import { isSequence, items, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';

/** Stands for what is not known of a text. */
export const ANY = '*';
export const UNKNOWN: readonly string[] = [ANY];
/** More texts than these are one that is not known. */
const MOST = 64;

/** Every way to put a text of each part behind one another. */
export function joined(parts: readonly (readonly string[])[], between = ''): readonly string[] {
  let found: readonly string[] = [''];
  for (const [at, part] of parts.entries()) {
    found = found.flatMap((before) => part.map((text) => before + (at === 0 ? '' : between) + text));
    if (found.length > MOST) return UNKNOWN;
  }
  return found;
}

/** Methods that change a text. */
export const CHANGES: ReadonlyMap<string, (text: string) => string> = new Map([
  ['lower', (text) => text.toLowerCase()],
  ['casefold', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['strip', (text) => text.trim()],
]);

/** The entries of a list, or of a name that is assigned one; null for anything else. */
export function listed(node: Node | null): readonly Node[] | null {
  if (node === null) return null;
  if (isSequence(node)) return items(node);
  if (node.type !== 'identifier') return null;
  const lists = assignmentsTo(node.tree.root, textOf(node)).map(assignedValue).filter(isSequence);
  return lists.length === 0 ? null : lists.flatMap(items);
}
