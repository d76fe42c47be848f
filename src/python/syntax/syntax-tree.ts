import type { Module, Node, Tree } from '../../types.ts';

const NONE: readonly Node[] = [];

/** A tree under construction: nodes are added in source order, each before those below it. */
export class SyntaxTree implements Tree {
  readonly text: string;
  readonly nodes: SyntaxNode[] = [];
  readonly refused: string | null;
  module: Module | null = null;
  private readonly found = new Map<unknown, unknown>();

  constructor(text: string, refused: string | null = null) {
    this.text = text;
    this.refused = refused;
  }

  get root(): Node {
    return this.nodes[0] as Node;
  }

  once<T>(find: (tree: Tree) => T): T {
    const known = this.found.get(find) as T | undefined;
    if (known !== undefined || this.found.has(find)) return known as T;
    const made = find(this);
    this.found.set(find, made);
    return made;
  }
}

/** The tree of a text that is not parsed: an error from its start to its end. */
export function refusedTree(text: string, reason: string): Node {
  const tree = new SyntaxTree(text, reason);
  const root = new SyntaxNode(tree, 'module', 0, text.length, true, null, null);
  new SyntaxNode(tree, 'ERROR', 0, text.length, true, null, root);
  root.last = 1;
  return root;
}

/** A node that gathers its children when they are first asked for: for most nodes they never are. */
export class SyntaxNode implements Node {
  readonly index: number;
  last: number;
  private gathered: readonly Node[] | null = null;

  constructor(
    readonly tree: SyntaxTree,
    readonly type: string,
    readonly start: number,
    readonly end: number,
    readonly named: boolean,
    readonly field: string | null,
    readonly parent: SyntaxNode | null,
  ) {
    this.index = this.last = tree.nodes.length;
    tree.nodes.push(this);
  }

  get children(): readonly Node[] {
    this.gathered ??= this.gather();
    return this.gathered;
  }

  private gather(): readonly Node[] {
    if (this.last === this.index) return NONE;
    const children: Node[] = [];
    for (let at = this.index + 1; at <= this.last; at = (children.at(-1) as Node).last + 1) {
      children.push(this.tree.nodes[at] as Node);
    }
    return children;
  }
}
