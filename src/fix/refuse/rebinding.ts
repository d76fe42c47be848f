import { definitionAt, definitionsOf } from '../../python/semantics/definitions/bindings.ts';
import type { Definition } from '../../python/semantics/definitions/definition.ts';
import type { Reference } from '../../python/semantics/references.ts';
import { bindings } from '../../python/syntax/imports.ts';
import { statementOf } from '../../python/syntax/tree.ts';

/**
 * The first name that an import binds and that other code of the same scope binds to something else; or null. None, and
 * other parts of the package, are what a guard's handler and further imports may give it.
 * @see https://docs.python.org/3/reference/executionmodel.html#binding-of-names
 */
export function rebound({ bindings: own }: Reference): string | null {
  const others = own.flatMap(({ name, target, clause }) => {
    const scope = definitionAt(clause)?.scope;
    const root = target.split('.')[0] as string;
    const all = name === '_' ? [] : definitionsOf(clause, name).filter((at) => at.scope === scope);
    return all.filter((definition) => !leavesIt(definition, root));
  });
  const [first] = others.sort((a, b) => a.node.index - b.node.index);
  return first?.name ?? null;
}

function leavesIt({ kind, name, node, value }: Definition, root: string): boolean {
  if (kind !== 'import') return kind === 'assignment' && value?.type === 'none';
  const given = bindings(statementOf(node)).filter((binding) => binding.name === name);
  return given.every(({ target }) => target.split('.')[0] === root);
}
