import type { Node } from '../../../types.ts';
import { ancestors, isSuite } from '../../syntax/tree.ts';
import { scopeOf } from '../definitions/bindings.ts';
import type { Definition } from '../definitions/definition.ts';

/** Whether a use runs in any case once the definition has run. */
export function isStraight(use: Node, { node }: Definition): boolean {
  const suite = (at: Node) => [at, ...ancestors(at)].find(isSuite);
  return suite(use) === suite(node);
}

/** Whether a use runs after an offset in any case, only before it, or nobody knows. */
export function orderOf(use: Node, from: number, { scope }: Definition): 'later' | 'earlier' | 'unknown' {
  if (scopeOf(use) !== scope && !isComprehensionIn(use, scope)) return 'unknown';
  for (const parent of ancestors(use)) {
    if (parent === scope) break;
    if (/^(for|while)_statement$/.test(parent.type) && parent.start < from && from <= parent.end) return 'unknown';
  }
  return use.start >= from ? 'later' : 'earlier';
}

function isComprehensionIn(use: Node, scope: Node): boolean {
  let at = scopeOf(use);
  while (/comprehension$|^generator_expression$/.test(at.type)) at = scopeOf(at);
  return at === scope;
}
