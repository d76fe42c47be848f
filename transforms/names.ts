import type { Rule } from '../src/rewrite/rule.ts';

export const names: Rule = {
  code: 'DJG008',
  name: 'names',
  summary: 'Any other use, while the module loads, of a name imported from the package',
  why: 'A guarded import leaves its name without a value, so the code that uses the name needs the guard too.',
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
  finds: ({ reference, package: optional }) => reference.kind === 'name' && !optional.breakpoint,
  message: (_, root) => `unguarded use of a name from ${root}`,
};
