import type { Reference } from '../../python/semantics/references.ts';
import { importedNames } from '../../python/syntax/imports.ts';
import { identifiers } from '../../python/syntax/query.ts';
import { functionOf, isBindingPlace } from '../../python/syntax/scopes.ts';
import { textOf } from '../../python/syntax/tree.ts';
import type { SourceFile } from '../../types.ts';

/**
 * The first name that an import binds and that other code of the same scope binds to something else; or null.
 * @see https://docs.python.org/3/reference/executionmodel.html#binding-of-names
 */
export function rebound({ root }: SourceFile, reference: Reference): string | null {
  const names = new Set(reference.bindings.map((binding) => binding.name).filter((name) => name !== '_'));
  const scope = functionOf(reference.node);
  const places = [...names].flatMap((name) => identifiers(root, name)).sort((a, b) => a.index - b.index);
  const place = places.find(
    (node) => isBindingPlace(node) && functionOf(node) === scope && !/=\s*None$/.test(textOf(node.parent ?? node)),
  );
  if (place !== undefined) return textOf(place);
  const targets = new Map(reference.bindings.map((binding) => [binding.name, binding.target.split('.')[0]]));
  const other = importedNames(root).find(
    ({ name, target, statement }) =>
      names.has(name) && target.split('.')[0] !== targets.get(name) && functionOf(statement) === scope,
  );
  return other?.name ?? null;
}
