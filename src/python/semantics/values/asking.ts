import type { Node } from '../../../types.ts';
import type { Possible } from './possible.ts';
import type { World } from './world.ts';

/** A question for a value. */
export interface Asking {
  readonly world: World;
  /** Where it is asked: what comes after it does not count, but in a function. Null for the end of the module. */
  readonly place: Node | null;
  /** The names that are being evaluated, with their places; one that comes up again ends the search. */
  readonly names: ReadonlySet<string>;
  /** Evaluates another expression. */
  readonly evaluate: (expression: Node, asking: Asking) => Possible;
}
