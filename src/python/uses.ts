import type { Node } from '../types.ts';
import { grow } from './growth.ts';
import type { Mention } from './mentions.ts';
import type { Stop } from './stop.ts';

/** A maximal piece of code that exists only for the package, with the mentions in it. */
export interface Use {
  readonly mentions: readonly Mention[];
  readonly statement: Node;
  readonly stop: Stop;
}

/**
 * Finds how far each mention reaches. An item that turns out to be the package's own counts for its neighbours,
 * so this goes round until nothing grows.
 */
export function readUses(mentions: readonly Mention[], text: string): Use[] {
  const ours = new Set<Node>();
  let stops = mentions.map((mention) => grow(mention.node, ours, text));
  for (let size = -1; size !== ours.size; ) {
    size = ours.size;
    for (const stop of stops) ours.add(stop.node);
    stops = mentions.map((mention) => grow(mention.node, ours, text));
  }
  const uses = new Map<Node, { mentions: Mention[]; statement: Node; stop: Stop }>();
  mentions.forEach((mention, i) => {
    const stop = stops[i] as Stop;
    const use = uses.get(stop.node);
    if (use === undefined) uses.set(stop.node, { mentions: [mention], statement: mention.statement, stop });
    else use.mentions.push(mention);
  });
  return [...uses.values()];
}
