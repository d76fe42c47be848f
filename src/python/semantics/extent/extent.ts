import type { Node } from '../../../types.ts';
import { wrapped } from '../../syntax/tree.ts';
import { isDefault } from '../destination.ts';
import type { Reference } from '../references.ts';
import type { Boundary } from './boundary.ts';
import { grow } from './grow.ts';

/** A maximal piece of code that exists only for the package, with the references in it. */
export interface Extent {
  readonly references: readonly Reference[];
  readonly statement: Node;
  readonly boundary: Boundary;
}

/**
 * Finds how far each reference reaches. An item that turns out to be the package's own counts for its neighbours,
 * so this goes round until nothing grows.
 * @param singles references in whose place another value has to stand in: what is around them stays.
 */
export function readExtents(references: readonly Reference[], singles: ReadonlySet<Reference> = new Set()): Extent[] {
  const ours = new Set<Node>();
  const reach = (reference: Reference): Boundary => {
    const single = singles.has(reference) ? singleBoundary(reference.node) : null;
    return single ?? grow(reference.node, ours);
  };
  let boundaries = references.map(reach);
  for (let size = -1; size !== ours.size; ) {
    size = ours.size;
    for (const boundary of boundaries) ours.add(boundary.node);
    boundaries = references.map(reach);
  }
  const extents = new Map<Node, { references: Reference[]; statement: Node; boundary: Boundary }>();
  references.forEach((reference, i) => {
    const boundary = boundaries[i] as Boundary;
    const extent = extents.get(boundary.node);
    if (extent === undefined)
      extents.set(boundary.node, { references: [reference], statement: reference.statement, boundary });
    else extent.references.push(reference);
  });
  return [...extents.values()];
}

/** A string that is all of a value; null for one in a list, or in a branch of a conditional expression. */
function singleBoundary(node: Node): Boundary | null {
  const whole = wrapped(node);
  const parent = whole.parent?.type ?? '';
  const all = /^(assignment|pair|keyword_argument|return_statement)$/.test(parent) || isDefault(node);
  return node.type === 'string' && all ? { kind: 'single', node: whole } : null;
}
