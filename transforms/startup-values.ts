import { moveEntries } from '../src/fix/entry/move.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import { setAlternative } from '../src/fix/value/alternative.ts';
import { isEntryOf, type Rule } from '../src/rewrite/rule.ts';

export const startupValues: Rule = {
  code: 'DJG006',
  name: 'startup-values',
  summary:
    'A setting that names one class of the package: EMAIL_BACKEND, TEST_RUNNER, a cache, storage or logging handler',
  why: 'Django imports the class when it starts or first needs it, and a single value has no entry that could be left out. What stands in for it comes from the catalogue, or from `[tool.djguard.packages.NAME.alternatives]`.',
  source: 'https://docs.djangoproject.com/en/stable/ref/settings/#email-backend',
  example: {
    before: `TEST_RUNNER = "django_nose.NoseTestSuiteRunner"
`,
    after: `from importlib.util import find_spec

if find_spec("django_nose") is not None:
    TEST_RUNNER = "django_nose.NoseTestSuiteRunner"
else:
    TEST_RUNNER = "django.test.runner.DiscoverRunner"
`,
  },
  settings:
    /^(class|BACKEND|ENGINE|\(\)|backend|[A-Z_]*(_BACKEND|_RUNNER|_ENGINE|_STORAGE|_SERIALIZER|_REPORTER|_FILTER|_HANDLER|_LOADER|_ADAPTER|_CLASS|_URLCONF|_APPLICATION))$/,
  documented: {
    atFirstUse: [
      'CACHES',
      'CHANNEL_LAYERS',
      'CSRF_FAILURE_VIEW',
      'DATABASES',
      'DEFAULT_EXCEPTION_REPORTER',
      'DEFAULT_EXCEPTION_REPORTER_FILTER',
      'DEFAULT_FILE_STORAGE',
      'EMAIL_BACKEND',
      'FORM_RENDERER',
      'LOGGING',
      'LOGGING_CONFIG',
      'MESSAGE_STORAGE',
      'SERIALIZATION_MODULES',
      'SESSION_ENGINE',
      'SESSION_SERIALIZER',
      'SIGNING_BACKEND',
      'STATICFILES_STORAGE',
      'STORAGES',
      'TASKS',
      'TEST_RUNNER',
    ],
  },
  failsSteps: ['strings'],
  finds: (context) =>
    isEntryOf('startup-values', context) && !context.reference.destination.names.some((name) => context.isOwn(name)),
  message: (_, root) => `unguarded value from ${root}`,
  single: true,
  fix: [setAlternative, refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};
