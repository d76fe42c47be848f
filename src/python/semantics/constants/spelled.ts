import type { Node, Tree } from '../../../types.ts';
import { identifiers, ofType } from '../../syntax/query.ts';
import { isBindingPlace, isVariable } from '../../syntax/scopes.ts';
import { contains, field, lastName, textOf, unwrap } from '../../syntax/tree.ts';
import { definitionsOf } from '../definitions/bindings.ts';
import { reaching } from '../definitions/reaching.ts';
import { isList } from './constant.ts';
import { possibleTexts, possibleValues } from './evaluate.ts';

/** An expression whose value is a string that no single literal of it spells. */
export interface Spelled {
  readonly node: Node;
  /** What it may be. */
  readonly texts: readonly string[];
}

const PUT_TOGETHER = ['concatenated_string', 'binary_operator', 'call', 'string', 'attribute', 'subscript'] as const;

/** The outermost expressions of a tree that are put together of constants, or names of them; in source order. */
export function spelledStrings({ tree }: Node): readonly Spelled[] {
  return tree.once(findSpelled);
}

/** Whether a node is all or part of such an expression: what it is made of goes nowhere by itself. */
export function isSpelledOut(node: Node): boolean {
  const all = spelledStrings(node);
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle] as Spelled).node.last < node.index) low = middle + 1;
    else high = middle;
  }
  const around = all[low]?.node;
  return around !== undefined && around.index <= node.index;
}

/**
 * Whether an expression is a string as a whole, however it is written.
 * @see {@link possibleTexts}
 */
export function isText(node: Node): boolean {
  return /string$/.test(node.type) || possibleTexts(node).length > 0;
}

function findSpelled({ root }: Tree): readonly Spelled[] {
  const names = new Set<string>();
  for (const type of ['assignment', 'named_expression']) {
    for (const node of ofType(root, type)) {
      const name = lastName(field(node, 'left') ?? field(node, 'name'));
      const value = field(node, 'right') ?? field(node, 'value');
      if (name !== null && value !== null && isSpelling(value)) names.add(name);
    }
  }
  const uses = [...names].flatMap((name) => identifiers(root, name)).filter((use) => isUse(use));
  const candidates = [...PUT_TOGETHER.flatMap((type) => ofType(root, type)), ...uses].sort((a, b) => a.index - b.index);
  const found: Spelled[] = [];
  for (const node of candidates) {
    const last = found.at(-1);
    if (last !== undefined && contains(last.node, node)) continue;
    if (node.type === 'string' && !/[\\{]/.test(textOf(node))) continue;
    const texts = possibleTexts(node);
    if (texts.length > 0 && !goesThroughStrings(node)) found.push({ node, texts });
  }
  return found;
}

/** Whether a value may be a string, or a list of strings that others are put together of. */
function isSpelling(value: Node): boolean {
  return /^(string|concatenated_string|binary_operator|call|identifier|attribute|subscript|conditional_expression)$/.test(
    unwrap(value).type,
  );
}

/** Whether an identifier is read, and what it is read of gives it its value by an assignment. */
function isUse(node: Node): boolean {
  return isVariable(node) && !isBindingPlace(node) && definitionsOf(node, textOf(node)).length > 0;
}

/** Whether an expression is put together of a loop's variable that takes strings which name something themselves. */
function goesThroughStrings(expression: Node): boolean {
  return ofType(expression, 'identifier').some((node) => {
    if (!isVariable(node)) return false;
    const loops = reaching(node, textOf(node)).definitions.filter(({ kind }) => kind === 'loop');
    return loops.some(({ value }) => {
      const [rows] = value === null ? [] : possibleValues(value);
      return node === expression || (isList(rows) && rows.some((row) => typeof row === 'string' && /[._]/.test(row)));
    });
  });
}
