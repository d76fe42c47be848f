import type { Node } from '../../../types.ts';

/** Where an expression that exists only for the package ends, and what stands around it there. */
export type Boundary =
  /** One item among others of a display, or of a call that takes entries as arguments. */
  | { readonly kind: 'item'; readonly container: Node; readonly node: Node }
  /** One operand of a `+` chain among others. */
  | { readonly kind: 'operand'; readonly node: Node }
  /** One branch of a conditional expression, or the right side of `and`. */
  | { readonly kind: 'branch'; readonly node: Node; readonly parent: Node }
  /** The whole value of an assignment, a keyword, a dictionary key, a `return` or a loop. */
  | { readonly kind: 'value'; readonly node: Node; readonly parent: Node }
  /** A value for which another has to stand in: it can not be left out. */
  | { readonly kind: 'single'; readonly node: Node }
  /** What an `if` asks, or one of the things that it asks jointly: without the package the answer is no. */
  | { readonly kind: 'condition'; readonly node: Node }
  /** The whole statement. */
  | { readonly kind: 'statement'; readonly node: Node }
  /** A place where no value may be left out. */
  | { readonly kind: 'other'; readonly node: Node; readonly parent: Node };

/** One step outward from a node: a boundary, or the node above it, which exists only for the package as well. */
export type Growth = Boundary | { readonly kind: 'up'; readonly to: Node; readonly branch?: boolean };
