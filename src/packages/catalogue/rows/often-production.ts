import { type CatalogueRow, row } from '../row.ts';

/** What some install for development, and others run in production. */
export const oftenProduction: readonly CatalogueRow[] = [
  row('django_extensions', 'django-extensions', {
    is: 'management commands for developers; its model classes and fields are for production',
    guarded: 'when-declared',
    apps: ['django_extensions'],
    note: 'models and migrations that use it are refused',
    importing: 'clean',
    checked: 'django-extensions 4.1',
  }),
  row('rosetta', 'django-rosetta', {
    is: 'translates messages in the browser',
    guarded: 'when-declared',
    apps: ['rosetta'],
    urls: ['rosetta.urls'],
    importing: 'clean',
    checked: 'django-rosetta 0.10.3',
  }),
  row('cachalot', 'django-cachalot', {
    is: 'a cache for the ORM',
    guarded: 'when-declared',
    apps: ['cachalot'],
    importing: 'clean',
    checked: 'django-cachalot 2.9.1',
  }),
  row('hijack', 'django-hijack', {
    is: 'lets staff act as another user',
    guarded: 'when-declared',
    apps: ['hijack'],
    middleware: ['hijack.middleware.HijackUserMiddleware'],
    urls: ['hijack.urls'],
    importing: 'clean',
    checked: 'django-hijack 3.7.9',
  }),
  row('rich', 'rich', {
    is: 'colours and layouts in the terminal, and a log handler',
    guarded: 'when-declared',
    alternatives: { 'handlers.class': 'logging.StreamHandler' },
    note: 'LOGGING handlers name its class, and logging raises ValueError without it',
    importing: 'clean',
    checked: 'rich 15.0.0',
  }),
  row('django_stubs_ext', 'django-stubs-ext', {
    is: 'lets generic classes of Django be subscripted at run time',
    guarded: 'when-declared',
    monkeypatches: ['django_stubs_ext.monkeypatch'],
    note: 'monkeypatch() lets ModelAdmin[...] be subscripted: without it such code fails',
    importing: 'loads Django',
    checked: 'django-stubs-ext 6.1.2',
  }),
];
