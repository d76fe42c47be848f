import type { Tree } from '../../types.ts';

/** Makes a question about a tree one that is answered once for each key. */
export function remembered<Key, Answer>(ask: (tree: Tree, key: Key) => Answer): (tree: Tree, key: Key) => Answer {
  const nothing = (_: Tree): Map<Key, Answer> => new Map();
  return (tree, key) => {
    const known = tree.once(nothing);
    const found = known.get(key) ?? ask(tree, key);
    known.set(key, found);
    return found;
  };
}
