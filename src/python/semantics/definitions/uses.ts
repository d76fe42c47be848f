import type { Node, Tree } from '../../../types.ts';
import { identifiers } from '../../syntax/query.ts';
import { remembered } from '../../syntax/remembered.ts';
import { isVariable } from '../../syntax/scopes.ts';
import { definitionsOf } from './bindings.ts';
import type { Definition } from './definition.ts';
import { reaching } from './reaching.ts';

/** Where a name is read, or added to, by the definitions that reach the place. */
interface Uses {
  readonly of: ReadonlyMap<Definition, readonly Node[]>;
  /** Where it may have a value that the module does not give it. */
  readonly unbound: readonly Node[];
}

/**
 * The identifiers that a definition of a name may reach, in source order; found once for all definitions of a name.
 * @param definition null for what the module does not define: a star import brings it.
 */
export function usesOf(root: Node, name: string, definition: Definition | null): readonly Node[] {
  const { of, unbound } = usesBy(root.tree, name);
  return definition === null ? unbound : (of.get(definition) ?? []);
}

const usesBy = remembered(({ root }: Tree, name: string): Uses => {
  const targets = new Set(definitionsOf(root, name).map(({ node }) => node));
  const of = new Map<Definition, Node[]>();
  const unbound: Node[] = [];
  for (const node of identifiers(root, name)) {
    const isAddedTo = node.parent?.type === 'augmented_assignment';
    if (!isVariable(node) || (targets.has(node) && !isAddedTo)) continue;
    const reached = reaching(node, name);
    if (reached.unbound) unbound.push(node);
    for (const definition of reached.definitions) {
      const known = of.get(definition);
      if (known === undefined) of.set(definition, [node]);
      else known.push(node);
    }
  }
  return { of, unbound };
});
