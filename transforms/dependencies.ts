import type { Rule } from '../src/rewrite/rule.ts';
import type { Cure, OptionalPackage } from '../src/types.ts';

export const dependencies: Rule = {
  code: 'DJG010',
  name: 'dependencies',
  summary: "A package that production's code loads, no manifest declares for production, and djguard does not know",
  why: 'Where production installs what is declared for it and no more, the module does not load. A tool wants a guard; what the program computes with has to be declared for production.',
  source: 'https://packaging.python.org/en/latest/specifications/dependency-groups/',
  example: {
    before: `INSTALLED_APPS = ["acme_lens"]
`,
    after: `import importlib.util

INSTALLED_APPS = []

if importlib.util.find_spec("acme_lens") is not None:
    INSTALLED_APPS += ["acme_lens"]
`,
  },
  // What it reports is found by the other rules.
  finds: () => false,
  message: (_, root) => `use of ${root}, which no manifest declares for production`,
  reportsOnly: 'only you know whether production can do without it',
  adviceForUnknown: advice,
  fix: [],
};

function advice({ root }: OptionalPackage, cure: Cure, declare: string): string {
  return cure === 'guard'
    ? `guard it with --package ${root} if production can do without it, else ${declare}`
    : `the code computes with it: ${declare}, or guard it with --package ${root}`;
}
