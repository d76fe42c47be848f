import { positionIn } from '../../python/syntax/source.ts';
import type { Node } from '../../types.ts';

/** Where a node stands, as seen from a file: `line 5`, or in another one `config/dev.py:5`. */
export function placeOf({ tree, start }: Node, from: Node): string {
  const { line } = positionIn(tree, start);
  const { module } = tree;
  return module === null || module.path === from.tree.module?.path ? `line ${line}` : `${module.path}:${line}`;
}
