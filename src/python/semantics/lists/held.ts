import type { Node } from '../../../types.ts';
import { field, stringValue, unwrap } from '../../syntax/tree.ts';
import { ANYWHERE, type Places } from './places.ts';

/** A key of a dictionary, or null for a place in a list. */
export type Key = string | null;

/** What is known of a list that the package has entries in, where its value stands. */
export interface Held {
  /** The keys that lead from the value to the list, outermost first; none where the value is the list itself. */
  readonly path: readonly Key[];
  readonly places: Places;
  /** From which offset on the list has not changed: numbers that were taken of it later still hold. */
  readonly steadySince: number;
  /** Whether another module has it than the one that put the entries in. */
  readonly isElsewhere?: boolean;
  /** The roots of all packages that may be missing: none of their entries is sure to be there. */
  readonly roots: readonly string[];
}

/** The list inside a container. */
export function inside(held: Held, key: Key): Held {
  return { ...held, path: [key, ...held.path] };
}

/** A list made of another one, of whose order nothing is known. */
export function remade(held: Held): Held {
  return held.path.length > 0 ? held : { ...held, places: ANYWHERE };
}

/** What a key gives of a container; null where the list lies under another key. */
export function taken(held: Held, key: Node | null): Held | null {
  const [own = null, ...path] = held.path;
  const literal = key === null ? null : stringValue(unwrap(key));
  if (own !== null && literal !== null && own !== literal) return null;
  return { ...held, path };
}

/** The key that a subscript asks for. */
export function keyOf(subscript: Node): Node | null {
  return field(subscript, 'subscript');
}
