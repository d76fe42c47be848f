import type { Node, Tree } from '../../../types.ts';
import { identifiers, ofType } from '../../syntax/query.ts';
import { isVariable } from '../../syntax/scopes.ts';
import { ancestors, calledName, field, items, lastName, textOf, unwrap } from '../../syntax/tree.ts';
import { definitionAt, definitionsOf } from '../definitions/bindings.ts';
import { TEXT_METHODS } from './text-methods.ts';

const PUT_TOGETHER = ['concatenated_string', 'binary_operator', 'call', 'string', 'attribute', 'subscript'];
const GIVING = new Set(['assignment', 'named_expression', 'for_statement', 'for_in_clause']);

/** All expressions of a tree that may be put together of constants, or are names of them; in source order. */
export function allCandidates({ root }: Tree): readonly Node[] {
  const names = new Set<string>();
  for (const type of ['assignment', 'named_expression']) {
    for (const node of ofType(root, type)) {
      const name = lastName(targetOf(node));
      const value = givenBy(node);
      if (name !== null && value !== null && isSpelling(value)) names.add(name);
    }
  }
  const uses = [...names].flatMap((name) => identifiers(root, name)).filter(isUse);
  return inOrder([...PUT_TOGETHER.flatMap((type) => ofType(root, type)), ...uses]);
}

/** Those of them that hold one of some strings, or a name that is given a value made of one, at any remove. */
export function candidatesWith(strings: readonly Node[]): readonly Node[] {
  const names = new Set<string>();
  const found = new Set<Node>();
  const seen = new Set<Node>();
  const seeds = [...strings];
  for (const seed of seeds) {
    if (PUT_TOGETHER.includes(seed.type) || (seed.type === 'identifier' && isUse(seed))) found.add(seed);
    for (const node of ancestors(seed)) {
      // What stands around a node that another one led to is known.
      if (seen.has(node)) break;
      seen.add(node);
      if (PUT_TOGETHER.includes(node.type)) found.add(node);
      if (!GIVING.has(node.type)) continue;
      const given = ofType(targetOf(node) ?? node, 'identifier').map(textOf);
      for (const name of new Set(given)) if (!names.has(name)) seeds.push(...identifiers(seed.tree.root, name));
      for (const name of given) names.add(name);
    }
  }
  return inOrder([...found]);
}

function inOrder(nodes: Node[]): readonly Node[] {
  return nodes.sort((a, b) => a.index - b.index);
}

function targetOf(node: Node): Node | null {
  return field(node, 'left') ?? field(node, 'name');
}

function givenBy(node: Node): Node | null {
  return field(node, 'right') ?? field(node, 'value');
}

/** Whether a value may be a string, or what others are put together of, as far as its form tells. */
function isSpelling(value: Node): boolean {
  const node = unwrap(value);
  switch (node.type) {
    case 'string':
    case 'concatenated_string':
    case 'identifier':
    case 'conditional_expression':
      return true;
    case 'binary_operator':
      return isSpelling(items(node)[0] as Node);
    case 'attribute':
      return isSpelling(field(node, 'object') as Node);
    case 'subscript':
      return isSpelling(field(node, 'value') as Node);
    case 'call':
      return isSpellingCall(node);
    default:
      return false;
  }
}

/** Whether a call may give a string, or make an instance of a class. */
function isSpellingCall(call: Node): boolean {
  const target = field(call, 'function') as Node;
  if (target.type === 'identifier') return true;
  if (target.type !== 'attribute' || TEXT_METHODS[calledName(call) ?? ''] === undefined) return false;
  return isSpelling(field(target, 'object') as Node);
}

/** Whether an identifier is read, and what it is read of gives it its value by an assignment. */
function isUse(node: Node): boolean {
  return isVariable(node) && definitionAt(node) === null && definitionsOf(node, textOf(node)).length > 0;
}
