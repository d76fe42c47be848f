import type { Node } from '../../types.ts';
import { MOST_NESTED, TOO_DEEP } from './limits.ts';
import type { Shortened } from './long-runs.ts';
import { refusedTree, SyntaxNode, SyntaxTree } from './syntax-tree.ts';

/**
 * The part of both backends' cursors that a copy reads. Reading one property costs as much as a node of our own.
 * @see https://tree-sitter.github.io/tree-sitter/using-parsers/4-walking-trees.html
 */
export interface Cursor {
  readonly nodeType: string;
  readonly nodeTypeId: number;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldId: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

/** What all nodes of one kind have in common. */
interface Kind {
  readonly type: string;
  readonly named: boolean;
  /** The length of a keyword or of punctuation, whose type is its text; null for all else. */
  readonly width: number | null;
}

/**
 * Copies a tree out of a backend.
 * @param text the whole text, with the comments that the parser did not see.
 * @param broken whether there are errors in the tree.
 * @param comments those, by the start of the one that stands before them.
 */
export type Copy = (cursor: Cursor, text: string, broken: boolean, comments: Shortened['comments']) => Node;

/** Makes a copier for the trees of one backend; it asks the backend once for each name in the grammar. */
export function copier(): Copy {
  const kinds = new Map<number, Kind>();
  const fields = new Map<number, string | null>([[0, null]]);
  const kindAt = (cursor: Cursor): Kind => {
    const id = cursor.nodeTypeId;
    const known = kinds.get(id);
    if (known !== undefined) return known;
    const type = shared(cursor.nodeType);
    const named = cursor.nodeIsNamed;
    const kind = { type, named, width: named || type.includes(' ') ? null : type.length };
    kinds.set(id, kind);
    return kind;
  };
  const fieldAt = (cursor: Cursor): string | null => {
    const id = cursor.currentFieldId;
    const known = fields.get(id);
    if (known !== undefined) return known;
    const field = shared(cursor.currentFieldName ?? '') || null;
    fields.set(id, field);
    return field;
  };
  // Without recursion: nesting in the input may be deep.
  return (cursor, text, broken, comments) => {
    const tree = new SyntaxTree(text);
    let depth = 0;
    for (let parent: SyntaxNode | null = null; ; ) {
      const { type, named, width } = kindAt(cursor);
      const start = cursor.startIndex;
      const end = width === null || broken ? endOf(cursor, type, text) : start + width;
      const shown = broken && cursor.nodeIsMissing ? 'MISSING' : type;
      const node: SyntaxNode = new SyntaxNode(tree, shown, start, end, named, fieldAt(cursor), parent);
      if (type === 'comment') {
        for (const { start, end } of comments.get(node.start) ?? [])
          new SyntaxNode(tree, type, start, end, named, node.field, parent);
      }
      if (width === null && !isPlainString(node) && cursor.gotoFirstChild()) {
        parent = node;
        depth += 1;
        if (depth > MOST_NESTED) return refusedTree(text, TOO_DEEP);
        continue;
      }
      while (parent === null || !cursor.gotoNextSibling()) {
        if (parent === null) return tree.root;
        parent.last = tree.nodes.length - 1;
        parent = parent.parent;
        depth -= 1;
        if (parent !== null) cursor.gotoParent();
      }
    }
  };
}

/** The engine's shared copy of a string: comparing it with a literal then compares pointers and not characters. */
function shared(text: string): string {
  return Object.keys({ [text]: null })[0] as string;
}

/**
 * The end of a node. The grammar counts the CR of a line's end as part of the comment before it; Python does not.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#comments
 */
function endOf(cursor: Cursor, type: string, text: string): number {
  const end = cursor.endIndex;
  return type === 'comment' && text[end - 1] === '\r' ? end - 1 : end;
}

/**
 * Whether a string has no parts that run: only f-strings and t-strings hold code.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#f-strings
 */
function isPlainString(node: Node): boolean {
  const { text } = node.tree;
  return node.type === 'string' && !/^\w*[ftFT]/.test(text.slice(node.start, node.start + 3));
}
