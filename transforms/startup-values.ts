import { isEntryOf, type Transform } from '../src/transform.ts';

export const startupValues: Transform = {
  code: 'DJG006',
  name: 'startup-values',
  summary:
    'A setting that names one class of the package: EMAIL_BACKEND, TEST_RUNNER, a cache, storage or logging handler',
  why: 'Django imports the class when it starts or first needs it, and a single value has no entry that could be left out.',
  example: {
    before: `TEST_RUNNER = "django_nose.NoseTestSuiteRunner"
`,
    after: `try:
    import django_nose  # noqa: F401
except ImportError:
    TEST_RUNNER = "django.test.runner.DiscoverRunner"
else:
    TEST_RUNNER = "django_nose.NoseTestSuiteRunner"
`,
  },
  settings:
    /^(class|BACKEND|ENGINE|\(\)|backend|[A-Z_]*(_BACKEND|_RUNNER|_ENGINE|_STORAGE|_SERIALIZER|_REPORTER|_FILTER|_HANDLER|_LOADER|_ADAPTER|_CLASS|_URLCONF|_APPLICATION))$/,
  claims: (claim) =>
    isEntryOf('startup-values', claim) && !claim.mention.context.names.some((name) => claim.isOwn(name)),
  message: (_, root) => `unguarded value from ${root}`,
  refuses: 'the setting needs a value without the package too: choose one, and set it in `except ImportError`',
};
