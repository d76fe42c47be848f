import type { Extent } from '../python/semantics/extent/extent.ts';
import type { Reference } from '../python/semantics/references.ts';
import { field, items } from '../python/syntax/tree.ts';
import type { Node, OptionalPackage, SourceFile } from '../types.ts';
import type { Fix } from './fix.ts';
import type { Line } from './text/lines.ts';

/** One statement with uses of a package: all that is known when it is decided what becomes of it. */
export interface Site {
  readonly source: SourceFile;
  readonly package: OptionalPackage;
  /** The package's root. */
  readonly root: string;
  /** The roots of all optional packages: none of their entries is sure to be there. */
  readonly roots: readonly string[];
  readonly statement: Node;
  readonly extents: readonly Extent[];
  readonly references: readonly Reference[];
  /** The references in whose place another value has to stand without the package. */
  readonly singles: ReadonlySet<Reference>;
}

/** The assignment that a statement is, `=` or `+=`, or null. */
export function assignmentOf(statement: Node): { node: Node; left: Node; right: Node; fresh: boolean } | null {
  const node = statement.type === 'expression_statement' ? items(statement)[0] : undefined;
  if (node === undefined || !/^(augmented_)?assignment$/.test(node.type)) return null;
  const left = field(node, 'left');
  const right = field(node, 'right');
  return left === null || right === null ? null : { node, left, right, fresh: node.type === 'assignment' };
}

/**
 * The statement stays as it is, with a reason.
 * @param keeps what has to stay with it.
 */
export function refuse({ statement, references }: Site, advice: string, keeps: 'list' | null = null): Fix {
  return { kind: 'refuse', statement, references, advice, keeps };
}

/** The statement goes under the guard as it stands. */
export function wrap({ statement, references }: Site, fallback: readonly Line[] = []): Fix {
  return { kind: 'piece', piece: { kind: 'wrap', statement, fallback, test: null, references }, edits: [] };
}

/** One way to fix a statement: null where it does not fit. */
export type Shape = (site: Site) => Fix | null;
