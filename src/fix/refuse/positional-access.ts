import { destinationOf } from '../../python/semantics/destination.ts';
import { originsOf } from '../../python/semantics/lists/origin.ts';
import { type DependentUse, dependentUse } from '../../python/semantics/lists/uses.ts';
import { ofType } from '../../python/syntax/query.ts';
import { calledName, isSuite, statementOf, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import type { Fix } from '../fix.ts';
import { refuse, type Site } from '../site.ts';
import { placeOf } from './place-of.ts';

/** Refuses entries of a list that other code counts: without them, others have their places and numbers. */
export function refusePositional(site: Site): Fix | null {
  for (const origin of originsOf(site.extents, site.roots)) {
    const use = dependentUse(origin, (node) => isOurs(statementOf(node), site));
    if (use !== null) return refuse(site, reasonFor(use, site));
  }
  return null;
}

/** Whether a statement adds something of the same package: it is fixed, or refused, for itself. */
function isOurs(statement: Node, { root }: Site): boolean {
  if (statement.children.some(isSuite) || !textOf(statement).includes(root)) return false;
  const inert = ofType(statement, 'string').filter((node) => textOf(node).includes(root));
  return inert.length === 0 || !inert.every((node) => destinationOf(node).inert);
}

function reasonFor({ node, why }: DependentUse, { statement }: Site): string {
  const line = placeOf(node, statement);
  const here = statementOf(node) === statement;
  if (why === 'place') {
    return here
      ? 'a part of the list is taken by number where it stands: without the entry that is another part'
      : `${line} counts the places of the same list, which are others without the entry: place by an entry instead`;
  }
  if (why === 'number') {
    return `${line} goes by how many entries the list has, which are fewer without the package: decide what it is to do then`;
  }
  if (why === 'asserted') return `${line} asserts that the entry is there: assert it under the guard, or not at all`;
  const name = calledName(node);
  const to = name === null ? 'uses the list in a way' : `gives the list to ${name}()`;
  return `${line} ${to}${name === null ? ' that is not understood' : ', which may count its entries'}: guard it by hand`;
}
