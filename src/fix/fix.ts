import type { Reference } from '../python/semantics/references.ts';
import type { Edit, Node } from '../types.ts';
import type { Line } from './text/lines.ts';

/** An expression that is true where the package is there, and its opposite. */
export interface Test {
  readonly present: string;
  readonly absent: string;
}

/** Code that runs only where the package is there, as a statement of its own. */
export type Piece =
  /**
   * A statement of the source goes under the guard; what the fallback says happens without the package.
   * A test of its own stands where it is to ask something else than whether the package is there.
   */
  | {
      readonly kind: 'wrap';
      readonly statement: Node;
      readonly fallback: readonly Line[];
      readonly test: Test | null;
      readonly references: readonly Reference[];
    }
  /** New lines under the guard, behind or before a statement. */
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
      readonly references: readonly Reference[];
    };

/** Parts of a statement become conditional where they stand. */
export interface Inline {
  readonly kind: 'inline';
  readonly statement: Node;
  readonly references: readonly Reference[];
  readonly edits: (test: Test) => Edit[];
}

/** What becomes of one statement that has uses of the package. */
export type Fix =
  | { readonly kind: 'piece'; readonly piece: Piece; readonly edits: readonly Edit[] }
  | Inline
  | {
      readonly kind: 'refuse';
      readonly statement: Node;
      readonly references: readonly Reference[];
      /** Why, and what a human can do. */
      readonly advice: string;
      /** What else has to stay as it is: `list`, the other entries of the same list; null for nothing. */
      readonly keeps: 'list' | null;
    };
