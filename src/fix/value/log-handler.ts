import { isEntireValue, isMutated, outOfChoices } from '../../python/semantics/mutation.ts';
import { contains, field, items, stringValue, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';

/**
 * Keys of a logging handler that are not arguments of its class.
 * @see https://docs.python.org/3/library/logging.config.html#dictionary-schema-details
 */
const OF_ANY_HANDLER = new Set(['class', 'level', 'formatter', 'filters']);

const ELSEWHERE =
  "the handler's other keys, which are arguments of its class, are not written here: write the whole handler here, or guard it by hand";
const MUTATED =
  'other code of this file reaches into the handler, which may give it arguments of its class: write the whole handler here, or guard it by hand';
const FOR_BOTH =
  "the handler's other keys are arguments of one of its two classes: give each class a handler of its own, or guard it by hand";

/** The class of a handler, and the code around it. */
interface Handler {
  /** The class, as a value of the handler's dictionary. */
  readonly value: Node;
  /** Whether it is one branch of a choice between classes. */
  readonly branch: boolean;
  /** The names that it flows into, innermost first: its key, the handler's, and so on. */
  readonly names: readonly string[];
  /** The other extents of the package. */
  readonly extents: readonly Node[];
}

/** Why a handler cannot be given another class, or null. */
export function handlerReason({ value, branch, names, extents }: Handler): string | null {
  const dictionary = handlerAround(value);
  if (dictionary === null || !isEntireValue(dictionary)) return ELSEWHERE;
  const spread = items(dictionary).find((pair) => keyOf(pair) === null);
  if (spread !== undefined) return `${textOf(spread)} may hold arguments of the handler's class: write them out here`;
  const given = argumentRuns(value).flat();
  if (branch && given.length > 0) return FOR_BOTH;
  if (isMutated(dictionary, [...names.slice(1)].reverse(), OF_ANY_HANDLER)) return MUTATED;
  const nested = given.some((pair) => extents.some((extent) => contains(pair, extent)));
  return nested ? 'an argument of the handler names the package too: guard the whole handler by hand' : null;
}

/** The handler's pairs that are arguments of its class, in runs of neighbours without comments between them. */
export function argumentRuns(value: Node): Node[][] {
  const runs: Node[][] = [];
  let open = false;
  for (const child of handlerAround(value)?.children ?? []) {
    if (child.type === ',' || !child.named) continue;
    const ours = child.type === 'pair' && !OF_ANY_HANDLER.has(keyOf(child) ?? '');
    if (ours && open) runs.at(-1)?.push(child);
    else if (ours) runs.push([child]);
    open = ours;
  }
  return runs;
}

/** The dictionary that has a class as a value, or as a branch of one; null where it is no dictionary's value. */
function handlerAround(value: Node): Node | null {
  const { parent } = outOfChoices(value);
  const dictionary = parent?.type === 'pair' ? parent.parent : null;
  return dictionary?.type === 'dictionary' ? dictionary : null;
}

function keyOf(pair: Node): string | null {
  return pair.type === 'pair' ? stringValue(field(pair, 'key') as Node) : null;
}
