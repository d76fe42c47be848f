import { alternative } from './alternatives.ts';
import { extraction } from './extract.ts';
import { inline } from './inline.ts';
import { lookup } from './lookups.ts';
import { numbered } from './numbered.ts';
import type { Plan } from './plan.ts';
import { effect, needed } from './refusals.ts';
import type { Site } from './site.ts';
import { whole } from './whole.ts';

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
