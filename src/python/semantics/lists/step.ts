import type { Node } from '../../../types.ts';
import type { Held } from './held.ts';
import type { Change } from './places.ts';

/** Why a list's use gives something else without an entry, the entry aside. */
export type Dependence =
  /** A place is counted. */
  | 'place'
  /** The number of entries decides. */
  | 'number'
  /** The entry itself has to be there. */
  | 'asserted'
  /** The list goes where nobody knows what is made of it. */
  | 'given';

/** What the code around a value that is a list, or holds one, makes of the list. */
export type Step =
  /** The same without the package, but for its entries. */
  | { readonly kind: 'harmless'; readonly change: Change | null }
  /** Something else without the package. */
  | { readonly kind: 'depends'; readonly why: Dependence; readonly node: Node }
  /** The value goes on outward. */
  | { readonly kind: 'up'; readonly to: Node; readonly held: Held }
  /** Names, attributes or their entries get it, or something made of it. */
  | { readonly kind: 'into'; readonly targets: readonly Node[]; readonly held: Held }
  | { readonly kind: 'returned'; readonly node: Node; readonly held: Held }
  | { readonly kind: 'argument'; readonly call: Node; readonly argument: Node; readonly held: Held };

export const HARMLESS: Step = { kind: 'harmless', change: null };

/** A list that was changed, in a way that gives the same without the package. */
export function changes(change: Change): Step {
  return { kind: 'harmless', change };
}

/** @param node where it does. */
export function depends(why: Dependence, node: Node): Step {
  return { kind: 'depends', why, node };
}

/** The value of the node around it. */
export function up(to: Node, held: Held): Step {
  return { kind: 'up', to, held };
}
