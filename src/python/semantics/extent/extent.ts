import type { Node } from '../../../types.ts';
import { wrapped } from '../../syntax/tree.ts';
import { isText } from '../constants/spelled.ts';
import { isDefault } from '../destination.ts';
import type { Reference } from '../references.ts';
import type { Boundary } from './boundary.ts';
import { grow } from './grow.ts';

/** A maximal piece of code that exists for the package alone, with the references in it. */
export interface Extent {
  readonly references: readonly Reference[];
  readonly statement: Node;
  readonly boundary: Boundary;
}

/**
 * Finds the extent of each reference. An item that turns out to be the package's own lets its neighbours grow further,
 * so this repeats until nothing grows.
 * @param singles references for which another value has to stand in: what is around them stays.
 * @returns each extent once, in the order of its first reference.
 */
export function readExtents(references: readonly Reference[], singles: ReadonlySet<Reference> = new Set()): Extent[] {
  const ours = new Set<Node>();
  const boundaryOf = (reference: Reference): Boundary => {
    const single = singles.has(reference) ? singleBoundary(reference.node) : null;
    return single ?? grow(reference.node, ours);
  };
  let boundaries = references.map(boundaryOf);
  for (let size = -1; size !== ours.size; ) {
    size = ours.size;
    references.forEach(({ node }, i) => {
      for (const passed of upTo(node, (boundaries[i] as Boundary).node)) ours.add(passed);
    });
    boundaries = references.map(boundaryOf);
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

/** The nodes from one outward to another: all of them exist for the package alone. */
function upTo(node: Node, outer: Node): Node[] {
  const passed = [node];
  for (let at = node; at !== outer && at.parent !== null; at = at.parent) passed.push(at.parent);
  return passed;
}

/** The boundary of a string that is all of a value; null in a list or in a branch of a conditional expression. */
function singleBoundary(node: Node): Boundary | null {
  const outer = wrapped(node);
  const parent = outer.parent?.type ?? '';
  const all = /^(assignment|pair|keyword_argument|return_statement)$/.test(parent) || isDefault(node);
  return isText(node) && all ? { kind: 'single', node: outer } : null;
}
