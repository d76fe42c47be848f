import type { Node } from '../../types.ts';
import { identifiers } from '../syntax/query.ts';
import { calledName, field, textOf } from '../syntax/tree.ts';
import { reaching } from './definitions/reaching.ts';

/** Calls that make a list of the keys of a dictionary, and methods that do so. */
const LISTS = /^(list|tuple|set|frozenset|sorted|reversed|iter|extend)$/;
const KEEPS = /^(keys|items|copy|dict|OrderedDict)$/;
const AROUND = /^(parenthesized_expression|conditional_expression|boolean_operator|binary_operator)$/;

/** Where the module goes through the keys of a dictionary, so that they may become entries of a list: by its names, or itself. */
export function placesOfKeys(dictionary: Node): readonly Node[] {
  return placesOf(dictionary, new Set());
}

function placesOf(value: Node, seen: Set<Node>): readonly Node[] {
  if (seen.has(value)) return [];
  seen.add(value);
  const outer = outermost(value);
  const { parent } = outer;
  if (parent?.type === 'assignment' && outer.field === 'right')
    return usesOf(parent).flatMap((use) => placesOf(use, seen));
  return isGoneThrough(outer) ? [value] : [];
}

/** The value with what stands around it and has the same keys. */
function outermost(value: Node): Node {
  let at = value;
  for (let next: Node | null = value; next !== null; next = around(at)) at = next;
  return at;
}

function around(value: Node): Node | null {
  const parent = value.parent as Node;
  if (AROUND.test(parent.type)) return parent;
  if (parent.type === 'argument_list') return KEEPS.test(calledName(parent.parent) ?? '') ? parent.parent : null;
  if (parent.type !== 'attribute' || parent.field !== 'function' || value.field !== 'object') return null;
  return KEEPS.test(textOf(field(parent, 'attribute') as Node)) ? parent.parent : null;
}

function isGoneThrough({ parent, field: place }: Node): boolean {
  if (parent?.type === 'list_splat') return true;
  if (parent?.type === 'argument_list') return LISTS.test(calledName(parent.parent) ?? '');
  return place === 'right' && /^(for_statement|for_in_clause|augmented_assignment)$/.test(parent?.type ?? '');
}

/** Where the name that an assignment gives its value to is used with it. */
function usesOf(assignment: Node): readonly Node[] {
  const target = field(assignment, 'left');
  if (target?.type !== 'identifier') return [];
  return identifiers(assignment.tree.root, textOf(target)).filter(
    (use) => use !== target && reaching(use, textOf(use)).definitions.some(({ node }) => node === target),
  );
}
