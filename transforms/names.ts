import { moveEntries } from '../src/fix/entry/move.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import type { Site } from '../src/fix/site.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import type { Extent } from '../src/python/semantics/extent/extent.ts';
import type { Reference } from '../src/python/semantics/references.ts';
import type { Rule } from '../src/rewrite/rule.ts';

export const names: Rule = {
  code: 'DJG008',
  name: 'names',
  summary: 'Any other use, while the module loads, of a name imported from the package',
  why: 'A guarded import leaves its name without a value, so the code that uses the name needs the guard too.',
  source: 'https://docs.python.org/3/reference/executionmodel.html#resolution-of-names',
  example: {
    before: `from debug_toolbar.settings import PANELS_DEFAULTS

DEBUG_TOOLBAR_PANELS = PANELS_DEFAULTS + ["shop.panels.BasketPanel"]
`,
    after: `try:
    from debug_toolbar.settings import PANELS_DEFAULTS
except ImportError:
    pass
else:
    DEBUG_TOOLBAR_PANELS = PANELS_DEFAULTS + ["shop.panels.BasketPanel"]
`,
  },
  failsSteps: ['settings'],
  finds: ({ reference, package: optional }) => reference.kind === 'name' && !optional.breakpoint,
  message: (_, root) => `unguarded use of a name from ${root}`,
  objects: objection,
  fix: [refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};

const PLACES = 'the places in a tuple count: decide what stands there without the package';

/** What stands in no list that is known may be a value that code computes with. */
function objection({ extents }: Site, own: readonly Reference[]): string | null {
  return extents.some((extent) => hasPlace(extent, own)) ? PLACES : null;
}

/** Whether an extent is one item of a tuple that nobody knows as a list of entries. */
function hasPlace({ boundary, references }: Extent, own: readonly Reference[]): boolean {
  if (boundary.kind !== 'item' || !/^(tuple|expression_list)$/.test(boundary.container.type)) return false;
  return references.some((reference) => own.includes(reference));
}
