import { textOf } from '../python/syntax/tree.ts';
import type { SourceFile } from '../types.ts';

/** The types of nodes that a layout adds and takes away: grouping parentheses, and trailing commas. */
const LAYOUT = new Set(['parenthesized_expression', '(', ')', ',', 'comment']);

/**
 * Whether two sources are the same code with the same comments, however they are laid out.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#ast-before-and-after-formatting
 */
export function isSameCode(one: SourceFile, other: SourceFile): boolean {
  return isEqual(codeOf(one), codeOf(other)) && isEqual(commentsOf(one), commentsOf(other));
}

/** The tokens and node types of a source, each with its depth; what a layout adds has none. */
function codeOf({ root }: SourceFile): readonly string[] {
  const depths: number[] = [];
  return root.tree.nodes.flatMap((node, index) => {
    const isLayout = LAYOUT.has(node.type);
    const depth = (node.parent === null ? 0 : (depths[node.parent.index] ?? 0)) + (isLayout ? 0 : 1);
    depths[index] = depth;
    if (isLayout) return [];
    // A bare tuple gets parentheses when it gets several lines.
    const kind = node.type === 'expression_list' ? 'tuple' : node.type;
    return [`${depth} ${node.children.length === 0 ? textOf(node) : kind}`];
  });
}

function commentsOf({ root }: SourceFile): readonly string[] {
  return root.tree.nodes.filter(({ type }) => type === 'comment').map((node) => textOf(node));
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
