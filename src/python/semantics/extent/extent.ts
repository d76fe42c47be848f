import type { Node } from '../../../types.ts';
import { wrapped } from '../../syntax/tree.ts';
import { isDefault } from '../destination.ts';
import type { Reference } from '../references.ts';
import type { Stop } from './boundary.ts';
import { grow } from './grow.ts';

/** A maximal piece of code that exists only for the package, with the references in it. */
export interface Use {
  readonly references: readonly Reference[];
  readonly statement: Node;
  readonly stop: Stop;
}

/**
 * Finds how far each reference reaches. An item that turns out to be the package's own counts for its neighbours,
 * so this goes round until nothing grows.
 * @param singles references in whose place another value has to stand in: what is around them stays.
 */
export function readUses(
  references: readonly Reference[],
  text: string,
  singles: ReadonlySet<Reference> = new Set(),
): Use[] {
  const ours = new Set<Node>();
  const reach = (reference: Reference): Stop => {
    const single = singles.has(reference) ? singleStop(reference.node, text) : null;
    return single ?? grow(reference.node, ours, text);
  };
  let stops = references.map(reach);
  for (let size = -1; size !== ours.size; ) {
    size = ours.size;
    for (const stop of stops) ours.add(stop.node);
    stops = references.map(reach);
  }
  const uses = new Map<Node, { references: Reference[]; statement: Node; stop: Stop }>();
  references.forEach((reference, i) => {
    const stop = stops[i] as Stop;
    const use = uses.get(stop.node);
    if (use === undefined) uses.set(stop.node, { references: [reference], statement: reference.statement, stop });
    else use.references.push(reference);
  });
  return [...uses.values()];
}

/** A string that is all of a value; null for one in a list, or in a branch of a conditional expression. */
function singleStop(node: Node, text: string): Stop | null {
  const whole = wrapped(node);
  const parent = whole.parent?.type ?? '';
  const all = /^(assignment|pair|keyword_argument|return_statement)$/.test(parent) || isDefault(node, text);
  return node.type === 'string' && all ? { kind: 'single', node: whole } : null;
}
