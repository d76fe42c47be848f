import type { Node } from '../../../types.ts';
import type { Held } from './held.ts';
import { lengthOf } from './length.ts';
import type { Step } from './step.ts';

/** What becomes of a list that another one gets at its end. */
export function appendedTo(target: Node, held: Held): Step {
  const { places, path, roots } = held;
  const before = places.before + lengthOf(target, roots);
  const behind = { ...places, before, first: false, most: Number.POSITIVE_INFINITY };
  return { kind: 'into', targets: [target], held: path.length > 0 ? held : { ...held, places: behind } };
}
