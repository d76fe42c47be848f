import type { Fix } from './fix.ts';
import type { Shape } from './site.ts';
import { refuse, type Site } from './site.ts';

const UNKNOWN_FORM = 'no way is known to leave it out in this place: guard it by hand with try/except ImportError';

/**
 * Fixes one statement, which may hold references of several rules.
 * @param lists the shapes of each rule, the best first.
 */
export function chooseFix(site: Site, lists: readonly (readonly Shape[])[]): Fix {
  for (const shape of merged(lists)) {
    const fix = shape(site);
    if (fix !== null) return fix;
  }
  return refuse(site, UNKNOWN_FORM);
}

/**
 * All shapes, each once, in an order that keeps that of every list: a shape waits while another list has it further
 * down, as classes do in Python's method resolution order. Where lists contradict each other, the first one wins.
 * @see https://docs.python.org/3/howto/mro.html
 */
function merged(lists: readonly (readonly Shape[])[]): readonly Shape[] {
  const order: Shape[] = [];
  for (let left = lists.filter((list) => list.length > 0); left.length > 0; ) {
    const waits = (shape: Shape | undefined) => left.some((list) => list.indexOf(shape as Shape) > 0);
    const [next] = left.find(([head]) => !waits(head)) ?? (left[0] as readonly Shape[]);
    order.push(next as Shape);
    left = left.map((list) => list.filter((shape) => shape !== next)).filter((list) => list.length > 0);
  }
  return order;
}
