import { type CatalogueRow, row } from '../row.ts';

const DISCOVER = 'django.test.runner.DiscoverRunner';

/** Test runners, and data for tests. */
export const testing: readonly CatalogueRow[] = [
  row('django_seed', 'django-seed', {
    is: 'fills the database with made-up data',
    guarded: 'when-declared',
    apps: ['django_seed'],
    importing: 'clean',
    checked: 'django-seed 0.3.1',
  }),
  row('test_plus', 'django-test-plus', {
    is: 'test cases with helpers',
    guarded: 'always',
    inTests: true,
    apps: ['test_plus'],
    importing: 'loads Django',
    checked: 'django-test-plus 2.7.0',
  }),
  row('django_nose', 'django-nose', {
    is: 'runs tests with nose',
    guarded: 'always',
    apps: ['django_nose'],
    alternatives: { TEST_RUNNER: DISCOVER },
    importing: 'has effects',
    checked: 'django-nose 1.4.7',
  }),
  row('django_jenkins', 'django-jenkins', {
    is: 'runs tests and linters for Jenkins',
    guarded: 'always',
    apps: ['django_jenkins'],
    alternatives: { JENKINS_TEST_RUNNER: DISCOVER },
    importing: 'clean',
    checked: 'django-jenkins 0.110.0',
    unchecked: 'its runner needs Django 2',
  }),
  row('factory', 'factory-boy', {
    is: 'makes objects for tests; management commands and data migrations use it too',
    guarded: 'when-declared',
    inTests: true,
    importing: 'loads Django',
    checked: 'factory-boy 3.3.3',
  }),
  row('faker', 'faker', {
    is: 'makes up names, addresses and texts; management commands and data migrations use it too',
    guarded: 'when-declared',
    inTests: true,
    importing: 'clean',
    checked: 'faker 40.54.0',
  }),
  row('model_bakery', 'model-bakery', {
    is: 'makes objects for tests; management commands and data migrations use it too',
    guarded: 'when-declared',
    inTests: true,
    importing: 'clean',
    checked: 'model-bakery 1.24.2',
  }),
];
