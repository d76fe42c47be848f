import { expect, test } from 'vitest';
import { djguard, folderWith } from './command.ts';

// test/system/from-log.test.ts has logs that are really made.

const SITE = {
  'manage.py': '',
  'shop/settings.py':
    'INSTALLED_APPS = [\n    "django.contrib.staticfiles",\n    "debug_toolbar",\n]\nROOT_URLCONF = "shop.urls"\n',
  'shop/urls.py': '# New.\n\nimport debug_toolbar\n\nurlpatterns = []\n',
  'shop/wsgi.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
  'requirements.txt': 'Django==5.2\n',
  'requirements-dev.txt': '-r requirements.txt\ndjango-debug-toolbar\n',
};
const FRAME = (file: string, line: number, code: string) => `  File "${file}", line ${line}, in x\n    ${code}\n`;
const LOG = (...frames: string[]) =>
  `Step 5/9 : RUN python manage.py check\nTraceback (most recent call last):\n${frames.join('')}ModuleNotFoundError: No module named 'debug_toolbar'\n`;
const IN_APPS = LOG(
  FRAME('/srv/app/manage.py', 9, 'execute_from_command_line(sys.argv)'),
  FRAME('/usr/lib/python3.12/site-packages/django/apps/config.py', 193, 'import_module(entry)'),
);

test('a name in the settings: the line that no traceback names, the step, and the guard', async () => {
  const cwd = folderWith({ ...SITE, 'build.log': IN_APPS });
  const ran = await djguard(['fix', '--from-log', 'build.log'], { cwd });
  expect(ran).toMatchObject({ code: 0, stdout: '' });
  expect(ran.stderr).toBe(`build.log:7: ModuleNotFoundError: No module named 'debug_toolbar'
    step: Step 5/9 : RUN python manage.py check
    cause: shop/settings.py:3: \`"debug_toolbar",\`, unguarded application of debug_toolbar; production loads it from shop/wsgi.py:3
    (the log's traceback holds no line of the project that names it: the code tells)
    what to do: guard it: only development declares django-debug-toolbar (requirements-dev.txt:2 \`django-debug-toolbar\`, by its name only)
Fixed shop/settings.py: 1 unguarded use
Fixed shop/urls.py: 1 unguarded use
Fixed 2 unguarded uses in 2 files.
`);
});

test('an import: the line that the traceback names, where it stands today', async () => {
  const log = LOG(FRAME('/srv/app/shop/urls.py', 1, 'import debug_toolbar'));
  const cwd = folderWith(SITE);
  const ran = await djguard(['check', '--from-log', '-', '--output-format', 'json'], { cwd, input: log });
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.stdout).log.causes).toMatchObject([
    { line: 5, package: 'debug_toolbar', isTraced: true, cure: 'guard', places: [{ path: 'shop/urls.py', line: 3 }] },
  ]);
});

test('what no guard cures is said, and fails a check; a preview is a look', async () => {
  const log = IN_APPS.replace('debug_toolbar', 'shop.basket');
  const cwd = folderWith({ ...SITE, 'build.log': log });
  const ran = await djguard(['check', '--from-log', 'build.log'], { cwd });
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(ran.stderr).toContain('what to do: shop is a package of the project itself');
  expect(ran.stderr).toContain('Nothing here is to be guarded.\n');
  expect(await djguard(['--from-log', 'build.log'], { cwd })).toMatchObject({ code: 0, stdout: '' });
});

test('what nobody declares is to be declared; a tool that some run in production may be guarded by its name', async () => {
  const files = {
    ...SITE,
    'a.log': IN_APPS.replace('debug_toolbar', 'django_extensions'),
    'b.log': IN_APPS.replace('debug_toolbar', 'environ'),
  };
  const cwd = folderWith(files);
  const known = await djguard(['check', '--from-log', 'a.log'], { cwd });
  expect(known).toMatchObject({ code: 1, stdout: '' });
  expect(known.stderr).toContain(
    'no manifest declares django-extensions: declare it where the step installs from; djguard promote django-extensions shows the edit; or, if production can do without it, djguard --package django_extensions guards it',
  );
  const strange = await djguard(['check', '--from-log', 'b.log'], { cwd });
  expect(strange.stderr).toContain('declare the distribution that brings environ, which may have another name');
});

test('a log that tells of nothing is an error, and so is one that is not there', async () => {
  const cwd = folderWith({ ...SITE, 'build.log': 'All good\n' });
  const silent = await djguard(['--from-log', 'build.log'], { cwd });
  expect(silent).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('does not tell of a package') });
  const absent = await djguard(['--from-log', 'bild.log'], { cwd });
  expect(absent).toMatchObject({ code: 2, stderr: 'djguard: the log bild.log does not exist\n' });
  const both = await djguard(['--from-log', 'build.log', '--package', 'silk'], { cwd });
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('exclude each other') });
});

test('what a log holds reaches no terminal as it is', async () => {
  const log = "##[group]Run \u202Eevil\x07\n##vso[x]\nModuleNotFoundError: No module named 'debug_toolbar'\n";
  const cwd = folderWith({ ...SITE, 'build.log': log });
  const ran = await djguard(['--from-log', 'build.log'], { cwd });
  for (const unsafe of ['\u202E', '\x07', '##[', '##vso']) expect(ran.stderr).not.toContain(unsafe);
});
