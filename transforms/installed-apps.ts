import { moveEntries } from '../src/fix/entry/move.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import { isEntryOf, type Rule } from '../src/rewrite/rule.ts';

export const installedApps: Rule = {
  code: 'DJG002',
  name: 'installed-apps',
  summary: 'An entry of INSTALLED_APPS, or of a list that flows into it',
  why: 'Django imports every application when it starts; a missing one stops every management command with ModuleNotFoundError.',
  source: 'https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded',
  example: {
    before: `INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "debug_toolbar",
    "shop",
]
`,
    after: `INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "shop",
]

try:
    import debug_toolbar  # noqa: F401
except ImportError:
    pass
else:
    INSTALLED_APPS.insert(INSTALLED_APPS.index("shop"), "debug_toolbar")
`,
  },
  settings: /^(?!.*(exclu|ignor|skip|omit|hid|disab|remov|unwanted|optional)).*(^|_)apps$/i,
  documented: { atStart: ['INSTALLED_APPS', 'SHARED_APPS', 'TENANT_APPS'] },
  failsSteps: ['setup'],
  finds: (context) => isEntryOf('installed-apps', context),
  message: (_, root) => `unguarded application of ${root}`,
  fix: [refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};
