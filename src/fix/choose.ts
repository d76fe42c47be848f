import { lookup } from './entry/lookup.ts';
import { extraction } from './entry/move.ts';
import type { Plan } from './fix.ts';
import { effect, needed } from './refuse/by-context.ts';
import { numbered } from './refuse/positional-access.ts';
import type { Site } from './site.ts';
import { inline } from './statement/inline.ts';
import { whole } from './statement/wrap.ts';
import { alternative } from './value/alternative.ts';

/** The ways to deal with a statement, the first that answers wins. */
const WAYS: readonly ((site: Site) => Plan | null)[] = [
  alternative,
  lookup,
  effect,
  numbered,
  whole,
  needed,
  extraction,
];

/** Decides what becomes of one statement. */
export function decide(site: Site): Plan {
  for (const way of WAYS) {
    const plan = way(site);
    if (plan !== null) return plan;
  }
  return inline(site);
}
