import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { djguard, folderWith } from '../command.ts';
import { SHAPES } from '../log-shapes.ts';
import { pythonWorlds, runProgram } from '../world.ts';

// The logs are real: each project is run by a Python that has Django and nothing else.

const worlds = await pythonWorlds();
const SETTINGS = `SECRET_KEY = "x"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
]
MIDDLEWARE = []
ROOT_URLCONF = "shop.urls"
STATIC_URL = "/static/"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": ["templates"]}]
WSGI_APPLICATION = "shop.wsgi.application"
`;
const SITE = {
  'manage.py':
    'import os\nimport sys\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n\nif __name__ == "__main__":\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
  'shop/__init__.py': '',
  'shop/settings.py': SETTINGS,
  'shop/urls.py': 'urlpatterns = []\n',
  'shop/wsgi.py':
    'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
  'requirements.txt': 'Django==5.2\nrequests==2.32\n',
  'requirements-dev.txt': '-r requirements.txt\ndjango-debug-toolbar\nacme-lens\nacme-maths\n',
};
const CHECK = ['manage.py', 'check'];
const SERVE = ['-c', 'import shop.wsgi'];

/** Runs a site in the world without, and gives djguard the log in some shape. */
async function said(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  shape: string,
  ...args: string[]
) {
  const cwd = folderWith({ ...SITE, ...files });
  const output = await logOf(cwd, argv);
  const input = SHAPES[shape]?.(output, `python ${argv.join(' ')}`) ?? '';
  return { cwd, ...(await djguard(['--from-log', '-', ...args], { cwd, input })) };
}

async function logOf(cwd: string, argv: readonly string[]): Promise<string> {
  const ran = await runProgram(worlds?.absent ?? '', argv, {
    cwd,
    env: { PYTHONPATH: join(cwd, 'lib/site-packages') },
  });
  expect(ran.code).not.toBe(0);
  // In the container the project lies elsewhere.
  return `${ran.stdout}${ran.stderr}`.replaceAll(`${cwd}/`, '/srv/app/');
}

const withApp = (app: string) => SETTINGS.replace('staticfiles",\n', `staticfiles",\n    "${app}",\n`);

describe.skipIf(worlds === null)('from the log of a project that fails', () => {
  test('an application: the line of the settings that no traceback names, and the guard that cures it', async () => {
    const { cwd, ...ran } = await said({ 'shop/settings.py': withApp('debug_toolbar') }, CHECK, 'BuildKit', 'fix');
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain(`No module named 'debug_toolbar'
    step: [5/7] RUN python manage.py check
    cause: shop/settings.py:4: \`"debug_toolbar",\`, unguarded application of debug_toolbar`);
    expect(ran.stderr).toContain(
      'what to do: guard it: only development declares django-debug-toolbar (requirements-dev.txt:2 `django-debug-toolbar`, by its name only)',
    );
    expect(await runProgram(worlds?.absent ?? '', CHECK, { cwd })).toMatchObject({ code: 0 });
  });

  test('an import: the line that the traceback names, also where the file has changed since', async () => {
    const urls = 'import debug_toolbar\n\nurlpatterns = []\n';
    const cwd = folderWith({ ...SITE, 'shop/urls.py': urls });
    const log = join(folderWith({ 'build.log': SHAPES.GitLab?.(await logOf(cwd, CHECK), 'x') ?? '' }), 'build.log');
    const now = folderWith({ ...SITE, 'shop/urls.py': `# New.\n\n${urls}` });
    const ran = await djguard(['check', '--from-log', log, '--output-format', 'json'], { cwd: now });
    expect(ran.code).toBe(1);
    const { log: told, findings } = JSON.parse(ran.stdout);
    expect(told.causes).toMatchObject([
      { package: 'debug_toolbar', isTraced: true, cure: 'guard', places: [{ path: 'shop/urls.py', line: 3 }] },
    ]);
    expect(findings).toMatchObject([{ path: 'shop/urls.py', code: 'DJG001' }]);
  });

  test('a middleware, as a server loads it', async () => {
    const files = { 'shop/settings.py': SETTINGS.replace('[]', '["debug_toolbar.middleware.DebugToolbarMiddleware"]') };
    const ran = await said(files, SERVE, 'Heroku');
    expect(ran.stderr).toContain('step: web.1: python -c import shop.wsgi\n    cause: shop/settings.py:5: ');
    expect(ran.stdout).toContain('+    MIDDLEWARE = []\n');
  });

  test('a formatter of LOGGING whose package nobody declares is to be declared', async () => {
    const logging = 'LOGGING = {"version": 1, "formatters": {"json": {"()": "pythonjsonlogger.JsonFormatter"}}}\n';
    const ran = await said({ 'shop/settings.py': SETTINGS + logging }, CHECK, 'Compose', 'check');
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain("No module named 'pythonjsonlogger'\n    step: web-1\n");
    expect(ran.stderr).toContain(
      'no manifest declares what brings pythonjsonlogger: declare the distribution that brings pythonjsonlogger',
    );
  });

  test('a handler that fails for another reason is no missing package', async () => {
    const logging =
      'LOGGING = {"version": 1, "handlers": {"file": {"class": "logging.FileHandler", "filename": "/no/x.log"}}}\n';
    const ran = await said({ 'shop/settings.py': SETTINGS + logging }, CHECK, 'plain', 'check');
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('cause: shop/settings.py:10: `LOGGING = ');
    expect(ran.stderr).toContain('the handler "file" of LOGGING can\'t be made: FileNotFoundError');
  });

  test('a template library that only development has', async () => {
    const files = { 'templates/page.html': '{% load debug_toolbar %}' };
    const render =
      'import django; django.setup()\nfrom django.template.loader import get_template; get_template("page.html")';
    const shell = ['-c', `import os; os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"\n${render}`];
    const ran = await said(files, shell, 'plain', 'check');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(
      'debug_toolbar is for development only, and a {% load debug_toolbar %} fails without it',
    );
  });

  test.each([
    ['requests', 'production installs requests (requirements.txt:2 `requests==2.32`, by its name only)'],
    ['shop.basket', 'shop is a package of the project itself, and has no module of this name there'],
    ['imp_of_old', 'application of imp_of_old; production loads it'],
    ['distutils_x.y', 'no manifest declares what brings distutils_x: declare the distribution'],
    ['django-debug-toolbar', 'no module can be called django-debug-toolbar'],
  ])('an application %s: no guard', async (app, advice) => {
    const ran = await said({ 'shop/settings.py': withApp(app) }, CHECK, 'the log of GitHub Actions', 'check');
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(advice);
  });

  test('what an installed package imports is not for the project to guard', async () => {
    const files = {
      'lib/site-packages/acme/__init__.py': 'import acme_core\n',
      'shop/urls.py': 'import acme\n\nurlpatterns = []\n',
    };
    const ran = await said(files, CHECK, 'gh run view', 'check');
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('acme imports acme_core, and not the project');
    expect(ran.stderr).not.toContain('cause:');
  });

  test('a package that no catalogue knows is guarded where all its uses can be, and else to be declared', async () => {
    const guarded = await said({ 'shop/settings.py': withApp('acme_lens') }, CHECK, 'plain', 'fix');
    expect(guarded).toMatchObject({ code: 0 });
    const urls = 'from acme_maths import Base\n\n\nclass Own(Base):\n    pass\n\n\nurlpatterns = []\n';
    const declared = await said({ 'shop/urls.py': urls }, CHECK, 'plain', 'check');
    expect(declared).toMatchObject({ code: 1 });
    expect(declared.stderr).toContain('but the code computes with it: declare it where the step installs from');
  });
});
