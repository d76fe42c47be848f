import { type Rule, settingAround } from '../src/rewrite/rule.ts';

const LOOKUPS = new Set(['remove', 'index', 'pop', 'discard']);

export const dependents: Rule = {
  code: 'DJG007',
  name: 'dependents',
  summary: 'A `.remove(...)` or `.index(...)` that expects an entry of the package in a list',
  why: 'Without the package its entry is not in the list, and `.remove` and `.index` raise ValueError.',
  example: {
    before: `INSTALLED_APPS.remove("debug_toolbar")
`,
    after: `if "debug_toolbar" in INSTALLED_APPS:
    INSTALLED_APPS.remove("debug_toolbar")
`,
  },
  finds: (context) =>
    context.reference.kind === 'string' &&
    LOOKUPS.has(context.reference.destination.calls[0] ?? '') &&
    settingAround(context) !== null,
  message: (reference, root) => `.${reference.destination.calls[0]}() expects an entry of ${root}`,
};
