import type { Extent } from '../python/semantics/extent/extent.ts';
import type { Reference } from '../python/semantics/references.ts';
import { field, items } from '../python/syntax/tree.ts';
import type { Node, OptionalPackage, SourceFile } from '../types.ts';
import type { Fix } from './fix.ts';
import type { Line } from './text/lines.ts';

/** One statement that refers to a package, with all that a fix of it is chosen by. */
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
  /** The references for which another value has to stand in without the package. */
  readonly singles: ReadonlySet<Reference>;
}

/** The sides of a statement that is an assignment, `fresh` where it is no augmented one; null for other statements. */
export function assignmentOf(statement: Node): { node: Node; left: Node; right: Node; fresh: boolean } | null {
  const node = statement.type === 'expression_statement' ? items(statement)[0] : undefined;
  if (node === undefined || !/^(augmented_)?assignment$/.test(node.type)) return null;
  const left = field(node, 'left');
  const right = field(node, 'right');
  return left === null || right === null ? null : { node, left, right, fresh: node.type === 'assignment' };
}

/**
 * The refusal of a statement: it stays as it is.
 * @param advice why, and what a human can do.
 * @param keeps what else has to stay as it is.
 */
export function refuse({ statement, references }: Site, advice: string, keeps: 'list' | null = null): Fix {
  return { kind: 'refuse', statement, references, advice, keeps };
}

/** The fix that puts a statement under the guard as it stands; the fallback runs without the package. */
export function wrap({ statement, references }: Site, fallback: readonly Line[] = []): Fix {
  return { kind: 'piece', piece: { kind: 'wrap', statement, fallback, test: null, references }, edits: [] };
}

/** One way to fix a statement; gives null where it does not fit. */
export type Shape = (site: Site) => Fix | null;
