import type { Reference } from '../../python/semantics/references.ts';
import { enclosing, field, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import type { Fix } from '../fix.ts';
import { refuse, type Site } from '../site.ts';

/** Why a lookup is refused; other entries of the same list are then left alone too. */
export const PLACED =
  'it places or takes something by an entry that is not there without the package: place it by an entry that always is, or guard both by hand';

/** `.remove(entry)` is made to ask whether the entry is there; `.index(entry)` places something else by it. */
export function guardLookup(site: Site): Fix | null {
  const { statement, extents, references } = site;
  const lookups = references.filter(isLookup);
  const [first] = lookups;
  const goesAlong = extents.some(
    (extent) => extent.boundary.kind === 'statement' && !extent.references.every(isLookup),
  );
  if (first === undefined || goesAlong) return null;
  const call = enclosing(first.node, 'call') as Node;
  if (lookups.length !== references.length || first.destination.calls[0] !== 'remove' || call.parent !== statement) {
    return refuse(site, PLACED);
  }
  const list = textOf(field(field(call, 'function') as Node, 'object') as Node);
  const entry = textOf(first.node);
  const test = { present: `${entry} in ${list}`, absent: `${entry} not in ${list}` };
  return { kind: 'piece', piece: { kind: 'wrap', statement, fallback: [], test, references }, edits: [] };
}

function isLookup(reference: Reference): boolean {
  return reference.kind === 'string' && /^(remove|index|pop|discard)$/.test(reference.destination.calls[0] ?? '');
}
