import type { Node } from '../../types.ts';
import { identifiers, ofType } from '../syntax/query.ts';
import { ancestors, calledName, contains, field, statementOf, stringValue, textOf } from '../syntax/tree.ts';

/** The methods that put values into what they are called on. */
export const FILLS: ReadonlySet<string> = new Set(['append', 'extend', 'insert', 'add', 'update']);

const CHOICES = /^(parenthesized_expression|conditional_expression|boolean_operator)$/;
/** Nodes that may stand around a dictionary without changing what is in it. */
const HOLDS = /^(pair|dictionary|dictionary_splat|keyword_argument|call|binary_operator)$/;
const SETS = /^(assignment|augmented_assignment|return_statement|expression_statement)$/;

/** The node with the parentheses, conditional expressions, `and` and `or` around it. */
export function outOfChoices(node: Node): Node {
  let at = node;
  while (at.parent !== null && CHOICES.test(at.parent.type)) at = at.parent;
  return at;
}

/** Whether a dictionary is all of the value of a name or of another's entry, with nothing merged into it there. */
export function isEntireValue(dictionary: Node): boolean {
  const entry = outOfChoices(dictionary);
  const place = entry.parent?.type ?? '';
  if (place === 'assignment') return true;
  if (place !== 'pair' && place !== 'keyword_argument') return false;
  for (const parent of ancestors(entry)) {
    if (SETS.test(parent.type)) return true;
    if (parent.type === 'argument_list' && !takesAsItIs(parent.parent as Node)) return false;
    if (!HOLDS.test(parent.type) && !CHOICES.test(parent.type) && parent.type !== 'argument_list') return false;
  }
  return false;
}

/** Whether a call takes a dictionary, or its entries, without changing anything in it. */
function takesAsItIs(call: Node): boolean {
  const called = calledName(call) ?? '';
  if (called === 'update') return field(call, 'function')?.type === 'attribute';
  return /^(dict|copy|deepcopy|configure|dictConfig|print|pprint)$/.test(called);
}

/**
 * Whether other code of the module may change what is in a dictionary.
 * @param path the name that holds it, and the keys that lead to it, outermost first.
 * @param free keys below it that may change, `class` apart.
 */
export function isMutated(dictionary: Node, path: readonly string[], free: ReadonlySet<string>): boolean {
  const statement = statementOf(dictionary);
  const [target, ...keys] = path;
  const { root } = dictionary.tree;
  if (target === undefined || ofType(statement, 'assignment').length > 1) return true;
  return [...aliases(root, target)].some((name) =>
    identifiers(root, name).some(
      (node) => !contains(statement, node) && mutates(node, name === target ? keys : null, free),
    ),
  );
}

/** The names that the value of one name may be assigned to, that name included. */
function aliases(root: Node, target: string): Set<string> {
  const names = new Set([target]);
  const gives = ['assignment', 'augmented_assignment', 'for_statement', 'named_expression'].flatMap((type) =>
    ofType(root, type).flatMap((node) => {
      const into = field(node, 'left') ?? field(node, 'name');
      const from = field(node, 'right') ?? field(node, 'value');
      return into === null || from === null ? [] : [{ into, from }];
    }),
  );
  for (let size = 0; size !== names.size; ) {
    size = names.size;
    for (const { into, from } of gives) {
      if (![...names].some((name) => identifiers(from, name).length > 0)) continue;
      for (const node of ofType(into, 'identifier')) names.add(textOf(node));
    }
  }
  return names;
}

/** @param keys those that lead from the name to the dictionary; null where they are not known. */
function mutates(name: Node, keys: readonly string[] | null, free: ReadonlySet<string>): boolean {
  let at = name.parent?.type === 'attribute' && name.field === 'attribute' ? name.parent : name;
  const asked: (string | null)[] = [];
  while (at.parent?.type === 'subscript' && at.field === 'value') {
    at = at.parent;
    const key = field(at, 'subscript');
    asked.push(key && stringValue(key));
  }
  if (asked.length === 0) return handsOut(at);
  if (keys === null) return true;
  if (asked.some((key, i) => i < keys.length && key !== null && key !== keys[i])) return false;
  const below = asked[keys.length];
  if (below !== undefined) return below === null || below === 'class' || !free.has(below);
  return !(at.parent?.type === 'assignment' && at.field === 'left');
}

/** Whether a value's attribute is used, or it is passed to a function that may change it. */
function handsOut(value: Node): boolean {
  const { parent } = value;
  if (parent?.type === 'attribute') return value.field === 'object';
  const named = parent?.type === 'keyword_argument' && value.field === 'value';
  const list = named ? parent.parent : parent;
  return list?.type === 'argument_list' && !takesAsItIs(list.parent as Node);
}
