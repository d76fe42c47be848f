import { contains, field, items, slice, stringValue } from '../python/tree.ts';
import type { Node } from '../types.ts';

/** Keys of a logging handler that are no arguments of its class. */
const OF_ANY_HANDLER = new Set(['class', 'level', 'formatter', 'filters']);

const ELSEWHERE =
  "the handler's other keys, which are arguments of its class, are not written here: write the whole handler here, or guard it by hand";

/**
 * Why a handler cannot have another class, or null.
 * @param value its class, as the handler's dictionary has it.
 * @param uses where the package is used besides.
 */
export function handlerReason(value: Node, uses: readonly Node[], text: string): string | null {
  const dictionary = handlerAround(value);
  if (dictionary === null) return ELSEWHERE;
  const spread = items(dictionary).find((pair) => keyOf(pair, text) === null);
  if (spread !== undefined)
    return `${slice(text, spread)} may hold arguments of the handler's class: write them out here`;
  const nested = argumentRuns(value, text)
    .flat()
    .some((pair) => uses.some((use) => contains(pair, use)));
  return nested ? 'an argument of the handler names the package too: guard the whole handler by hand' : null;
}

/** The handler's pairs that are arguments of its class, those together that stand together with no comment between. */
export function argumentRuns(value: Node, text: string): Node[][] {
  const runs: Node[][] = [];
  let open = false;
  for (const child of handlerAround(value)?.children ?? []) {
    if (child.type === ',' || !child.named) continue;
    const ours = child.type === 'pair' && !OF_ANY_HANDLER.has(keyOf(child, text) ?? '');
    if (ours && open) runs.at(-1)?.push(child);
    else if (ours) runs.push([child]);
    open = ours;
  }
  return runs;
}

function handlerAround(value: Node): Node | null {
  const dictionary = value.parent?.type === 'pair' ? value.parent.parent : null;
  return dictionary?.type === 'dictionary' ? dictionary : null;
}

function keyOf(pair: Node, text: string): string | null {
  return pair.type === 'pair' ? stringValue(field(pair, 'key') as Node, text) : null;
}
