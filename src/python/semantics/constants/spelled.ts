import type { Node, Tree } from '../../../types.ts';
import { ofType } from '../../syntax/query.ts';
import { isVariable } from '../../syntax/scopes.ts';
import { type Spelling, spelling } from '../../syntax/spelling.ts';
import { contains, stringValue, textOf } from '../../syntax/tree.ts';
import { reaching } from '../definitions/reaching.ts';
import { allCandidates, candidatesWith } from './candidates.ts';
import { isList } from './constant.ts';
import { possibleTexts, possibleValues } from './evaluate.ts';

/** An expression whose value is a string. */
export interface Spelled {
  readonly node: Node;
  /** What it may be, where no single literal spells it; else none. */
  readonly texts: readonly string[];
}

/**
 * The strings of a tree, written as literals or put together, that may hold a name; those put together come last.
 * @param name a package's: whole words of the strings are compared.
 */
export function textsWith(root: Node, name: string): readonly Spelled[] {
  const { whole, inParts } = root.tree.once(spellingOfStrings);
  const isSplit = inParts(name);
  if (!isSplit && !whole(name)) return [];
  const word = new RegExp(`(?<!\\w)${name}(?!\\w)`);
  const strings = ofType(root, 'string');
  const literals = strings.filter((node) => word.test(textOf(node)));
  const isHidden =
    isSplit ||
    strings.some((node) => isEscaped(node) && !literals.includes(node) && word.test(stringValue(node) ?? ''));
  const found = isHidden ? root.tree.once(allSpelled) : spelledAmong(candidatesWith(literals.filter(isOneWord)));
  const plain = literals.filter((node) => !isWithin(node, found));
  return [...plain.map((node) => ({ node, texts: [] })), ...found];
}

function isEscaped(literal: Node): boolean {
  return textOf(literal).includes('\\');
}

/** Whether a literal may be part of a module's name: what holds blanks is prose, or a list in a string. */
function isOneWord(literal: Node): boolean {
  return !/\s/.test(textOf(literal));
}

function spellingOfStrings({ root }: Tree): Spelling {
  return spelling(ofType(root, 'string').map(textOf).join(','));
}

/** Whether a node is all or part of an expression that is put together: what it is made of goes nowhere by itself. */
export function isSpelledOut(node: Node): boolean {
  return isWithin(node, node.tree.once(allSpelled));
}

function isWithin(node: Node, all: readonly Spelled[]): boolean {
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

function allSpelled(tree: Tree): readonly Spelled[] {
  return spelledAmong(allCandidates(tree));
}

/** The outermost of some expressions in source order that are strings which no single literal spells. */
function spelledAmong(candidates: readonly Node[]): readonly Spelled[] {
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
