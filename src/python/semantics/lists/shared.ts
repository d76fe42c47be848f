import type { Node, Tree } from '../../../types.ts';
import { identifiers } from '../../syntax/query.ts';
import { remembered } from '../../syntax/remembered.ts';
import { enclosing, field, isSequence, textOf, unwrap } from '../../syntax/tree.ts';
import { reaching } from '../definitions/reaching.ts';

const CHANGES = /^(append|extend|insert|remove|pop|clear|sort|reverse|add|update|discard|__setitem__|__delitem__)$/;
/** What may stand between a name and whatever gets the same list as it has. */
const AROUND = /^(parenthesized_expression|conditional_expression|boolean_operator)$/;

/**
 * Whether somebody could tell that a statement which gives a name a copy of its list was skipped: the list goes by
 * another name too, and one of the two is changed in place later.
 * @param target the name that the statement assigns to.
 * @see https://docs.python.org/3/reference/datamodel.html#objects-values-and-types
 */
export function isCopyMissed(statement: Node, target: Node): boolean {
  if (target.type !== 'identifier') return false;
  const { root } = statement.tree;
  const name = textOf(target);
  const others = namesOfSame(statement, target);
  if (others.size === 0) return false;
  return [name, ...others].some((each) =>
    identifiers(root, each).some((use) => use.start > statement.end && isChanged(use)),
  );
}

/** The other names of the list that a name has before a statement. */
export function namesOfSame(statement: Node, target: Node): ReadonlySet<string> {
  const name = textOf(target);
  const found = new Set<string>();
  const { definitions, unbound } = reaching(target, name);
  for (const { node, value } of definitions) {
    const source = value === null ? null : unwrap(value);
    if (source?.type === 'identifier') found.add(textOf(source));
    for (const other of targetsOf(enclosing(node, 'assignment'))) if (other !== name) found.add(other);
  }
  for (const { use, given } of sharingUses(statement.tree, name)) {
    if (use.start >= statement.start) break;
    const known = reaching(use, name);
    if (!(unbound && known.unbound) && !known.definitions.some((at) => definitions.includes(at))) continue;
    for (const other of given) found.add(other);
  }
  return found;
}

/** The uses of a name that give its value to other names, in source order. */
const sharingUses = remembered(({ root }: Tree, name: string) =>
  identifiers(root, name).flatMap((use) => {
    const given = namesGiven(use).filter((other) => other !== name);
    return given.length === 0 ? [] : [{ use, given }];
  }),
);

/** The names that get a value as it is: `OTHER = NAME`, `OTHER = [NAME]`. */
function namesGiven(use: Node): readonly string[] {
  let at = use;
  while (
    at.parent !== null &&
    (AROUND.test(at.parent.type) ||
      isSequence(at.parent) ||
      at.parent.type === 'pair' ||
      at.parent.type === 'dictionary')
  )
    at = at.parent;
  const { parent } = at;
  if (parent?.type === 'named_expression' && at.field === 'value') return targetsOf(parent);
  return parent?.type === 'assignment' && at.field === 'right' ? targetsOf(parent) : [];
}

function targetsOf(assignment: Node | null): readonly string[] {
  const names: string[] = [];
  for (let at = assignment; at !== null && /^(assignment|named_expression)$/.test(at.type); at = at.parent) {
    const left = field(at, 'left') ?? field(at, 'name');
    if (left?.type === 'identifier') names.push(textOf(left));
  }
  return names;
}

/** Whether a use of a name changes its list in place. */
function isChanged(use: Node): boolean {
  let at = use;
  while (at.parent?.type === 'subscript' && at.field === 'value') at = at.parent;
  const { parent } = at;
  if (parent?.type === 'augmented_assignment' || parent?.type === 'assignment')
    return at.field === 'left' && (at !== use || parent.type === 'augmented_assignment');
  if (parent?.type === 'delete_statement') return at !== use;
  return parent?.type === 'attribute' && CHANGES.test(textOf(field(parent, 'attribute') as Node));
}
