import type { Node, Tree } from '../../types.ts';

const NONE: readonly Node[] = [];

/** A tree that is being put together: nodes are added in source order, each before those below it. */
export class SyntaxTree implements Tree {
  readonly text: string;
  readonly nodes: SyntaxNode[] = [];
  private readonly found = new Map<unknown, unknown>();

  constructor(text: string) {
    this.text = text;
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

/** A node whose children are gathered when somebody asks for them: nobody does for most. */
export class SyntaxNode implements Node {
  readonly index: number;
  last: number;
  private row: readonly Node[] | null = null;

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
    this.row ??= this.gather();
    return this.row;
  }

  private gather(): readonly Node[] {
    if (this.last === this.index) return NONE;
    const row: Node[] = [];
    for (let at = this.index + 1; at <= this.last; at = (row.at(-1) as Node).last + 1) {
      row.push(this.tree.nodes[at] as Node);
    }
    return row;
  }
}
