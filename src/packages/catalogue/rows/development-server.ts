import { type CatalogueRow, row } from '../row.ts';

/** What makes working on a running site easier. */
export const developmentServer: readonly CatalogueRow[] = [
  row('django_browser_reload', 'django-browser-reload', {
    is: 'reloads the browser when code or templates change, under DEBUG',
    guarded: 'always',
    apps: ['django_browser_reload'],
    middleware: ['django_browser_reload.middleware.BrowserReloadMiddleware'],
    urls: ['django_browser_reload.urls'],
    note: 'templates may load its tag library',
    importing: 'clean',
    checked: 'django-browser-reload 1.21.0',
  }),
  row('django_watchfiles', 'django-watchfiles', {
    is: 'lets runserver watch files by watchfiles',
    guarded: 'always',
    apps: ['django_watchfiles'],
    importing: 'clean',
    checked: 'django-watchfiles 1.4.0',
  }),
  row('livereload', 'django-livereload-server livereload', {
    is: 'reloads the browser when files change',
    guarded: 'always',
    apps: ['livereload'],
    middleware: ['livereload.middleware.LiveReloadScript'],
    note: 'other distributions provide a livereload that is no Django application; the application stands before django.contrib.staticfiles',
    importing: 'clean',
    checked: 'django-livereload-server 0.5.1',
  }),
  row('devserver', 'django-devserver', {
    is: 'a runserver that logs queries and profiles',
    guarded: 'always',
    apps: ['devserver'],
    middleware: ['devserver.middleware.DevServerMiddleware'],
    importing: 'clean',
    checked: 'django-devserver 0.8.0',
    unchecked: 'its modules are Python 2 only',
  }),
  row('sslserver', 'django-sslserver', {
    is: 'a runserver that speaks HTTPS',
    guarded: 'always',
    apps: ['sslserver'],
    importing: 'clean',
    checked: 'django-sslserver 0.22',
  }),
  row('django_fastdev', 'django-fastdev', {
    is: 'a stricter and faster Django while developing',
    guarded: 'always',
    apps: ['django_fastdev'],
    importing: 'loads Django',
    checked: 'django-fastdev 1.13.0',
  }),
  row('django_pdb', 'django-pdb', {
    is: 'starts pdb in views and tests, under DEBUG',
    guarded: 'always',
    apps: ['django_pdb'],
    middleware: ['django_pdb.middleware.PdbMiddleware'],
    importing: 'has effects',
    checked: 'django-pdb 0.6.2',
  }),
  row('tailwind', 'django-tailwind', {
    is: 'builds Tailwind CSS; its template tag is used in production as well',
    guarded: 'when-declared',
    apps: ['tailwind'],
    importing: 'clean',
    checked: 'django-tailwind 4.6.0',
  }),
];
