import type { Node } from '../../types.ts';
import { SyntaxNode, SyntaxTree } from './syntax-tree.ts';

/** The part of both backends' cursors that a copy reads. Each look at one costs as much as a node of our own. */
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
  /** The length of a keyword or of punctuation, which is what it is called; null for all else. */
  readonly width: number | null;
}

/**
 * Copies a tree out of a backend.
 * @param broken whether there are errors in the tree.
 */
export type Copy = (cursor: Cursor, text: string, broken: boolean) => Node;

/** Copies trees of one backend, and asks it but once what the grammar calls things. */
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
  return (cursor, text, broken) => {
    const tree = new SyntaxTree(text);
    for (let parent: SyntaxNode | null = null; ; ) {
      const { type, named, width } = kindAt(cursor);
      const start = cursor.startIndex;
      const end = width === null || broken ? endOf(cursor, type, text) : start + width;
      const shown = broken && cursor.nodeIsMissing ? 'MISSING' : type;
      const node: SyntaxNode = new SyntaxNode(tree, shown, start, end, named, fieldAt(cursor), parent);
      if (width === null && !isPlainString(node) && cursor.gotoFirstChild()) {
        parent = node;
        continue;
      }
      while (parent === null || !cursor.gotoNextSibling()) {
        if (parent === null) return tree.root;
        parent.last = tree.nodes.length - 1;
        parent = parent.parent;
        if (parent !== null) cursor.gotoParent();
      }
    }
  };
}

/** The same string as those that code is written with: comparing the two then takes no look at their letters. */
function shared(text: string): string {
  return Object.keys({ [text]: null })[0] as string;
}

/** The grammar counts the carriage return of a line's end to the comment before it. */
function endOf(cursor: Cursor, type: string, text: string): number {
  const end = cursor.endIndex;
  return type === 'comment' && text[end - 1] === '\r' ? end - 1 : end;
}

/** What is inside a string matters only where it is put together while the program runs. */
function isPlainString(node: Node): boolean {
  const { text } = node.tree;
  return node.type === 'string' && !/^\w*[ftFT]/.test(text.slice(node.start, node.start + 3));
}
