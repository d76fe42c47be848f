import type { Reference } from '../python/semantics/references.ts';
import type { Edit, Node } from '../types.ts';
import type { Line } from './text/lines.ts';

/** The source text of an expression that is true where the package is there, and of its negation. */
export interface Test {
  readonly present: string;
  readonly absent: string;
}

/** A statement that runs only where the package is there. */
export type Piece =
  /**
   * A statement of the source goes under the guard; the fallback runs without the package.
   * `test` is set where the guard is to test something other than whether the package is there.
   */
  | {
      readonly kind: 'wrap';
      readonly statement: Node;
      readonly fallback: readonly Line[];
      readonly test: Test | null;
      readonly references: readonly Reference[];
    }
  /** New lines under the guard, after or before a statement. */
  | {
      readonly kind: 'behind' | 'before';
      readonly statement: Node;
      readonly lines: readonly Line[];
      readonly references: readonly Reference[];
    }
  /** A display is closed, the lines follow under the guard, and the display goes on. */
  | {
      readonly kind: 'split';
      readonly statement: Node;
      readonly start: number;
      readonly end: number;
      readonly close: string;
      readonly lines: readonly Line[];
      readonly open: string;
      /** Whether the display goes on in the line in which it ends. */
      readonly inLine: boolean;
      readonly references: readonly Reference[];
    };

/** Parts of a statement become conditional where they stand. */
export interface Inline {
  readonly kind: 'inline';
  readonly statement: Node;
  readonly references: readonly Reference[];
  readonly edits: (test: Test) => Edit[];
}

/** The fix of one statement that refers to the package: edits, or a refusal with its reason. */
export type Fix =
  | { readonly kind: 'piece'; readonly piece: Piece; readonly edits: readonly Edit[] }
  | Inline
  | {
      readonly kind: 'refuse';
      readonly statement: Node;
      readonly references: readonly Reference[];
      /** Why, and what a human can do. */
      readonly advice: string;
      /** What else has to stay as it is: for `list`, the other entries of the same list; null for nothing. */
      readonly keeps: 'list' | null;
    };
