import { guardLookup } from './entry/lookup.ts';
import { moveEntries } from './entry/move.ts';
import type { Fix } from './fix.ts';
import { needed, refuseEffects } from './refuse/by-context.ts';
import { refusePositional } from './refuse/positional-access.ts';
import type { Site } from './site.ts';
import { inline } from './statement/inline.ts';
import { wrapStatement } from './statement/wrap.ts';
import { setAlternative } from './value/alternative.ts';

/** The ways to deal with a statement, the first that answers wins. */
const WAYS: readonly ((site: Site) => Fix | null)[] = [
  setAlternative,
  guardLookup,
  refuseEffects,
  refusePositional,
  wrapStatement,
  needed,
  moveEntries,
];

/** Decides what becomes of one statement. */
export function chooseFix(site: Site): Fix {
  for (const way of WAYS) {
    const fix = way(site);
    if (fix !== null) return fix;
  }
  return inline(site);
}
