import { type CatalogueRow, row } from '../row.ts';

/** What looks at migrations, models and templates. */
export const checks: readonly CatalogueRow[] = [
  row('django_linear_migrations', 'django-linear-migrations', {
    is: 'keeps the migrations of an application in one line',
    guarded: 'when-declared',
    apps: ['django_linear_migrations'],
    note: 'projects subclass its command',
    importing: 'clean',
    checked: 'django-linear-migrations 2.19.0',
  }),
  row('django_migration_linter', 'django-migration-linter', {
    is: 'finds migrations that break running code; its IgnoreMigration stands in migrations, which production runs',
    guarded: 'when-declared',
    apps: ['django_migration_linter'],
    note: 'migrations are refused',
    importing: 'loads Django',
    checked: 'django-migration-linter 6.0.0',
  }),
  row('django_test_migrations', 'django-test-migrations', {
    is: 'tests for migrations, and checks of their names',
    guarded: 'always',
    inTests: true,
    apps: [
      'django_test_migrations.contrib.django_checks.AutoNames',
      'django_test_migrations.contrib.django_checks.DatabaseConfiguration',
    ],
    importing: 'clean',
    checked: 'django-test-migrations 1.7.0',
  }),
  row('schema_viewer', 'django-schema-viewer', {
    is: 'a page that shows the models as a diagram',
    guarded: 'when-declared',
    apps: ['schema_viewer'],
    urls: ['schema_viewer.urls'],
    importing: 'clean',
    checked: 'django-schema-viewer 0.5.3',
  }),
  row('schema_graph', 'django-schema-graph', {
    is: 'a page that shows the models as a graph, under DEBUG',
    guarded: 'always',
    apps: ['schema_graph'],
    note: 'urlpatterns hold its view: Schema.as_view()',
    importing: 'clean',
    checked: 'django-schema-graph 3.1.0',
  }),
  row('django_spaghetti', 'django-spaghetti-and-meatballs', {
    is: 'a page that shows the models as a graph',
    guarded: 'when-declared',
    apps: ['django_spaghetti'],
    urls: ['django_spaghetti.urls'],
    importing: 'clean',
    checked: 'django-spaghetti-and-meatballs 0.4.2',
  }),
  row('pattern_library', 'django-pattern-library', {
    is: 'a page that shows templates with made-up context; it replaces template tags',
    guarded: 'when-declared',
    apps: ['pattern_library'],
    urls: ['pattern_library.urls'],
    note: 'TEMPLATES builtins: pattern_library.loader_tags',
    importing: 'clean',
    checked: 'django-pattern-library 1.6.0',
  }),
];
