import { bindings, importStatements } from '../python/imports.ts';
import type { Mention } from '../python/mentions.ts';
import { functionOf, isBindingPlace } from '../python/scopes.ts';
import { descendants, slice } from '../python/tree.ts';
import type { SourceFile } from '../types.ts';

/** The first name that an import binds and that other code of the same scope binds too, or null. */
export function rebound({ root, text }: SourceFile, mention: Mention): string | null {
  const names = new Set(mention.bindings.map((binding) => binding.name).filter((name) => name !== '_'));
  const scope = functionOf(mention.node);
  for (const node of descendants(root)) {
    if (node.type !== 'identifier' || !names.has(slice(text, node)) || functionOf(node) !== scope) continue;
    if (isBindingPlace(node) && !/=\s*None$/.test(slice(text, node.parent ?? node))) return slice(text, node);
  }
  const targets = new Map(mention.bindings.map((binding) => [binding.name, binding.target.split('.')[0]]));
  for (const statement of importStatements(root)) {
    if (functionOf(statement) !== scope) continue;
    const other = bindings(statement, text).find(
      (binding) => names.has(binding.name) && binding.target.split('.')[0] !== targets.get(binding.name),
    );
    if (other !== undefined) return other.name;
  }
  return null;
}
