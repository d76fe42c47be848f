import type { Node } from '../../../types.ts';

/** How a name gets a value. */
export type DefinitionKind =
  /** `name = value`, `(name := value)`, `name: T = value`: the value is all that it gets. */
  | 'assignment'
  /** `name += value`: what it held before goes into what it holds then. */
  | 'augmented'
  | 'import'
  /** `def` and `class`. */
  | 'definition'
  | 'parameter'
  /** The target of a `for`, also in a comprehension. */
  | 'loop'
  /** Part of what is unpacked, `with ... as`, `except ... as`, a capture of `match`. */
  | 'part'
  /** `del name`. */
  | 'deletion';

/** A place that gives a name a value, or takes it away. */
export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** The identifier that is bound; of an import, its clause. */
  readonly node: Node;
  /** The expression that the value comes from: all of it, or what is added, unpacked or gone through; null for others. */
  readonly value: Node | null;
  /** The module, function, lambda, class or comprehension whose name it is. */
  readonly scope: Node;
  /** Whether it runs in another scope, which declares the name `global` or `nonlocal`: nobody knows when. */
  readonly isForeign: boolean;
}

/** The definitions of a name that may be the last to have run before a place. */
export interface Reaching {
  readonly definitions: readonly Definition[];
  /** Whether there may be none, so that the name has no value, that of an outer scope, or what a star import brings. */
  readonly unbound: boolean;
}
