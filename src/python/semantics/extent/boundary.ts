import type { Node } from '../../../types.ts';

/** Where an extent ends, and what stands around it there. */
export type Boundary =
  /** One item among others of a display, or of a call that takes entries as arguments. */
  | { readonly kind: 'item'; readonly container: Node; readonly node: Node }
  /** One operand of a `+` chain among others. */
  | { readonly kind: 'operand'; readonly node: Node }
  /** One branch of a conditional expression, or the right side of `and`. */
  | { readonly kind: 'branch'; readonly node: Node; readonly parent: Node }
  /** All of the value of an assignment, a keyword, a dictionary key, a `return` or a loop. */
  | { readonly kind: 'value'; readonly node: Node; readonly parent: Node }
  /** A value that cannot be left out: another has to stand in for it. */
  | { readonly kind: 'single'; readonly node: Node }
  /** The condition of an `if`, or an operand of its `and`: false without the package. */
  | { readonly kind: 'condition'; readonly node: Node }
  /** All of the statement. */
  | { readonly kind: 'statement'; readonly node: Node }
  /** A place where no value may be left out. */
  | { readonly kind: 'other'; readonly node: Node; readonly parent: Node };

/** One step outward from a node: a boundary, or the node above it, which exists for the package alone as well. */
export type Growth = Boundary | { readonly kind: 'up'; readonly to: Node; readonly branch?: boolean };
