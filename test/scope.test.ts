import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { djguard, folderWith } from './command.ts';

const TOOLBAR = 'django-debug-toolbar==6.1\n';
const SETTINGS = 'INSTALLED_APPS = [\n    "debug_toolbar",\n    "shop",\n]\n';

function check(files: Readonly<Record<string, string>>, ...args: string[]) {
  return djguard(['--check', ...args], { cwd: folderWith(files) });
}

describe('the packages that are looked for where nobody names any', () => {
  test('those that the manifests have for development only', async () => {
    const ran = await check({
      'requirements.txt': 'django\n',
      'requirements-dev.txt': '-r requirements.txt\ndjango-rosetta\n',
      'settings.py': 'INSTALLED_APPS = ["rosetta"]\n',
    });
    expect(ran).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('DJG002 [production] unguarded application of rosetta'),
    });
  });

  test('not what production installs, which is noted', async () => {
    const ran = await check({ 'requirements.txt': `django\n${TOOLBAR}`, 'settings.py': SETTINGS });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toBe(
      'note: debug_toolbar is installed in production (requirements.txt:2, by its name only): it is not guarded\nAll checks passed!\n',
    );
  });

  test('the toolbar and its like, where no manifest names them', async () => {
    const files = { 'settings.py': 'INSTALLED_APPS = ["rosetta", "debug_toolbar", "zeal"]\n' };
    const ran = await check(files, '--output-format', 'json');
    expect(JSON.parse(ran.stdout).findings.map((at: { package: string }) => at.package)).toEqual([
      'debug_toolbar',
      'zeal',
    ]);
    const alone = await check(files, '--isolated', '--output-format', 'json');
    expect(JSON.parse(alone.stdout).packages).toEqual(['debug_toolbar']);
  });

  test('not a package of the project that has the name of a tool', async () => {
    const ran = await check({
      'silk/__init__.py': '',
      'zeal/__init__.py': '',
      'settings.py': 'INSTALLED_APPS = ["zeal"]\n',
    });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toContain('note: zeal is a package of this project: there is nothing to guard\n');
  });

  test('what no manifest names and production may have is remarked on, and changes no exit code', async () => {
    const ran = await check({ 'settings.py': 'INSTALLED_APPS = ["rosetta"]\n', 'other.py': '# a rosetta stone\n' });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toBe(
      'note: settings.py uses rosetta unguarded, and whether production has it is not known: no manifest declares it; ' +
        'if production lacks it, --package rosetta guards it\n' +
        'All checks passed! Of 1 package it is not known whether production has it.\n',
    );
  });

  test('not a root that any distribution of production provides', async () => {
    const ran = await check({
      'requirements.txt': 'fastapi-debug-toolbar\n',
      'requirements-dev.txt': TOOLBAR,
      'settings.py': SETTINGS,
    });
    expect(ran.code).toBe(0);
  });

  test('are those of the project that the file belongs to', async () => {
    const cwd = folderWith({
      'one/requirements.txt': 'django\n',
      'one/requirements-dev.txt': TOOLBAR,
      'one/site/settings.py': SETTINGS,
      'two/requirements.txt': TOOLBAR,
      'two/site/settings.py': SETTINGS,
    });
    expect((await djguard(['--check', 'one/site/settings.py'], { cwd })).code).toBe(1);
    expect((await djguard(['--check', 'two/site/settings.py'], { cwd })).code).toBe(0);
    const input = SETTINGS;
    expect((await djguard(['--check', '-', '--stdin-filename', 'one/site/settings.py'], { cwd, input })).code).toBe(1);
    expect((await djguard(['--check', '-', '--stdin-filename', 'two/site/settings.py'], { cwd, input })).code).toBe(0);
  });

  test('are told apart where one tree holds several Django projects', async () => {
    const manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n';
    const cwd = folderWith({
      'one/manage.py': manage,
      'one/requirements.txt': `django\n${TOOLBAR}`,
      'one/config/settings.py': SETTINGS,
      'two/manage.py': manage,
      'two/requirements.txt': 'django\n',
      'two/requirements-dev.txt': TOOLBAR,
      'two/config/settings.py': SETTINGS,
    });
    for (const paths of [[], ['one', 'two']]) {
      const ran = await djguard(['--check', ...paths], { cwd });
      expect(ran.stdout).toMatch(/^two\/config\/settings\.py:2:5: DJG002 [^\n]*\n$/);
      expect(ran.stderr).toContain(
        'note: debug_toolbar is installed in production (one/requirements.txt:2, by its name only)',
      );
    }
  });

  test('are those of one project, from wherever a command is called', async () => {
    const cwd = folderWith({
      'requirements.txt': 'django\n',
      'shop/manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/requirements.txt': TOOLBAR,
      'shop/shop/__init__.py': '',
      'shop/shop/settings.py': SETTINGS,
    });
    const said = new Set<string>();
    for (const folder of ['.', 'shop', 'shop/shop']) {
      const here = { cwd: join(cwd, folder) };
      const { stdout } = await djguard(['--check', '--output-format', 'json'], here);
      const why = await djguard(['why', 'debug_toolbar'], here);
      const listed = await djguard(['packages', '--output-format', 'json'], here);
      said.add(JSON.stringify([JSON.parse(stdout).findings.length, why.stdout, JSON.parse(listed.stdout)]));
    }
    expect(said.size).toBe(1);
    expect([...said][0]).toMatch(/^\[1,/);
  });

  test("of an example with a manifest of its own are that one's, and say nothing of the project around it", async () => {
    const cwd = folderWith({
      'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")\n',
      'requirements.txt': 'django\n',
      'requirements-dev.txt': TOOLBAR,
      'site/settings.py': SETTINGS,
      'examples/shop/manage.py': '',
      'examples/shop/requirements.txt': `django\n${TOOLBAR}celery\n`,
      'examples/shop/shop/settings.py': `${SETTINGS}import celery\n\nAPP = celery.Celery()\n`,
    });
    const ran = await djguard(['--check'], { cwd });
    expect(ran.stdout).toMatch(/^site\/settings\.py:2:5: DJG002 [^\n]*\n$/);
    expect(ran.stderr).toContain(
      'note: debug_toolbar is installed in production (examples/shop/requirements.txt:2, by its name only)',
    );
  });

  test('do not come from a pyproject.toml that only holds the settings of linters', async () => {
    const cwd = folderWith({
      'requirements.txt': TOOLBAR,
      'backend/pyproject.toml': '[tool.black]\nline-length = 100\n',
      'backend/settings.py': SETTINGS,
    });
    expect((await djguard(['--check', 'backend'], { cwd })).code).toBe(0);
  });

  test('a broken manifest is a remark with its place, and changes no exit code', async () => {
    const ran = await check({ 'pyproject.toml': '[project]\nname = \n', 'settings.py': 'DEBUG = True\n' });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/^note: pyproject\.toml:2: .+\n/);
  });
});

describe('a package that nobody knows', () => {
  const MANIFESTS = {
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")\n',
    'requirements.txt': 'django\n',
    'requirements-dev.txt': 'acme-lens\n',
    'site/__init__.py': '',
  };
  const LOCK = 'version = 1\n\n[[package]]\nname = "django"\nversion = "5.2"\n';
  const LOCKED = { ...MANIFESTS, 'uv.lock': LOCK };
  const COMPUTES = 'import acme_lens\n\nFOCUS = [acme_lens.FOCUS, "other"]\n';

  test('is a finding where production loads it, and is never edited by default', async () => {
    const files = { ...MANIFESTS, 'site/settings.py': 'INSTALLED_APPS = ["acme_lens"]\n' };
    const ran = await check(files);
    expect(ran).toMatchObject({
      code: 1,
      stderr: 'Found 1 unguarded use (1 for you).\n1 finding: 1 breaks production.\n',
    });
    expect(ran.stdout).toBe(
      'site/settings.py:1:19: DJG010 [production] use of acme_lens, which no manifest declares for production; production loads it from manage.py:2\n' +
        '    guard it with --package acme_lens if production can do without it, else declare acme-lens for production ' +
        '(`djguard promote acme-lens` adds `acme-lens` to requirements.txt:2); ' +
        'requirements-dev.txt:1 declares it (development, by its name only): `acme-lens`\n',
    );
    const cwd = folderWith(files);
    expect((await djguard(['--fix'], { cwd })).code).toBe(1);
    expect(readFileSync(join(cwd, 'site/settings.py'), 'utf8')).toBe(files['site/settings.py']);
    expect((await djguard(['--fix', '--package', 'acme_lens'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'site/settings.py'), 'utf8')).toContain('find_spec("acme_lens")');
  });

  test('is told once, by what the whole of its uses asks for', async () => {
    const ran = await check({
      ...LOCKED,
      'site/apps.py': 'from acme_lens import focus\n\nFOCUS = focus(1)\n',
      'site/settings.py': 'INSTALLED_APPS = ["acme_lens", "debug_toolbar", "site.apps.Site"]\n',
    });
    expect(ran.stdout.split('\n').map((line) => line.replace(/;.*/, '').replace(/ \(.*\)/, ''))).toEqual([
      'site/apps.py:1:1: DJG010 [production] use of acme_lens, which no manifest declares for production',
      '    the code computes with it: declare acme-lens for production, or guard it with --package acme_lens',
      '    1 more file uses it',
      'site/settings.py:1:32: DJG002 [production] unguarded application of debug_toolbar',
      '',
    ]);
  });

  test('is guarded where the configuration says what it is', async () => {
    const table = '[tool.djguard.packages.acme_lens]\nprobe = "import"\n';
    const ran = await check({
      ...MANIFESTS,
      'pyproject.toml': table,
      'site/settings.py': 'INSTALLED_APPS = ["acme_lens"]\n',
    });
    expect(ran).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('DJG002 [production] unguarded application of acme_lens'),
    });
  });

  test('is left alone where a comment asks for it', async () => {
    const settings = 'INSTALLED_APPS = ["acme_lens"]  # djguard: ignore[DJG010] every image has it\n';
    expect(await check({ ...MANIFESTS, 'site/settings.py': settings })).toMatchObject({ code: 0, stdout: '' });
    const files = { ...MANIFESTS, 'site/settings.py': 'INSTALLED_APPS = ["acme_lens"]\n' };
    expect(await check(files, '--ignore', 'DJG010')).toMatchObject({ code: 0, stdout: '' });
  });

  test("is nobody's business under a condition of developers", async () => {
    const ran = await check({ ...MANIFESTS, 'site/settings.py': 'if DEBUG:\n    INSTALLED_APPS = ["acme_lens"]\n' });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
  });

  test('may be a tool: production does without it only where nothing imports it', async () => {
    const files = {
      ...LOCKED,
      'requirements-dev.txt': 'coverage\nbuild\n',
      'site/settings.py': '# build\nBUILD = "a build"\n',
    };
    expect(await check(files)).toMatchObject({ code: 0, stdout: '' });
    const ran = await check({ ...files, 'site/settings.py': 'import coverage\n\nRATE = coverage.RATE\n' });
    expect(ran).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        'DJG010 [production] use of coverage, which no manifest declares for production; production',
      ),
    });
  });

  test('is left to a human where the code computes with it: production may need it after all', async () => {
    const ran = await check({ ...LOCKED, 'site/settings.py': COMPUTES });
    expect(ran.stdout.split('\n')[1]).toBe(
      '    the code computes with it: declare acme-lens for production ' +
        '(`djguard promote acme-lens` adds `acme-lens` to requirements.txt:2), or guard it with --package acme_lens; ' +
        'requirements-dev.txt:1 declares it (development, by its name only): `acme-lens`',
    );
    expect(ran.stderr).toBe('Found 1 unguarded use (1 for you).\n1 finding: 1 breaks production.\n');
  });

  const UNTOLD =
    'note: site/settings.py uses acme_lens, and whether another dependency of production brings it is not known, as no ' +
    'lock file or virtual environment tells: if none does, declare acme-lens for production ' +
    '(`djguard promote acme-lens` adds `acme-lens` to requirements.txt:2); requirements-dev.txt:1 declares it (development, by its name only): `acme-lens`\n' +
    'All checks passed! Of 1 package it is not known whether production has it.\n';

  test('may come by another dependency where the code computes with it: without a lock file nobody knows', async () => {
    const ran = await check({ ...MANIFESTS, 'site/settings.py': COMPUTES });
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: UNTOLD });
    const brought = LOCK.replace('name = "django"', 'name = "django"\ndependencies = [{ name = "acme-lens" }]');
    const files = {
      ...MANIFESTS,
      'site/settings.py': COMPUTES,
      'uv.lock': `${brought}\n[[package]]\nname = "acme-lens"\n`,
    };
    expect(await check(files)).toMatchObject({ code: 0, stdout: '', stderr: 'All checks passed!\n' });
  });

  test.each([
    ['a lock file of something else', { 'uv.lock': LOCK.replaceAll('django', 'attrs') }],
    ['an empty environment', { '.venv/pyvenv.cfg': '' }],
  ])('%s does not tell what comes by another dependency', async (_, files) => {
    expect(await check({ ...MANIFESTS, 'site/settings.py': COMPUTES, ...files })).toMatchObject({
      code: 0,
      stderr: UNTOLD,
    });
  });

  const SITE = '.venv/lib/python3.12/site-packages';
  test.each([
    [
      'an environment',
      { '.venv/pyvenv.cfg': '', [`${SITE}/django-5.2.dist-info/METADATA`]: 'Name: Django\nVersion: 5\n' },
    ],
    [
      'what pip-compile made',
      { 'requirements.txt': '#\n# This file is autogenerated by pip-compile with Python 3.12\n#\ndjango==5\n' },
    ],
    [
      'what uv made',
      { 'requirements.txt': '# This file was autogenerated by uv via the following command:\ndjango==5\n' },
    ],
    ['a list with hashes', { 'requirements.txt': 'django==5 \\\n    --hash=sha256:0\n' }],
  ])('%s tells what comes by another dependency', async (_, files) => {
    expect(await check({ ...MANIFESTS, 'site/settings.py': COMPUTES, ...files })).toMatchObject({ code: 1 });
  });

  const IMAGE = {
    Dockerfile: 'FROM python\nRUN pip install -r requirements.prod.txt\nCMD ["gunicorn", "site.wsgi"]\n',
  };
  const BESIDE = {
    'manage.py': MANIFESTS['manage.py'],
    'requirements.prod.txt': 'django\n',
    'requirements.txt': 'django\nacme-lens\n',
    'site/settings.py': 'INSTALLED_APPS = ["acme_lens"]\n',
  };

  test('is a finding where the command of production is known to leave out what declares it', async () => {
    const { code, stdout, stderr } = await check({ ...BESIDE, ...IMAGE });
    expect(code).toBe(1);
    expect(stdout).toBe(
      'site/settings.py:1:19: DJG010 [production] use of acme_lens, which no manifest declares for production; production loads it from manage.py:2\n' +
        '    guard it with --package acme_lens if production can do without it, else declare acme-lens for production ' +
        '(`djguard promote acme-lens` adds `acme-lens` to requirements.prod.txt:2); requirements.txt:2 declares it: `acme-lens`, and production installs without it: ' +
        'Dockerfile:2 `pip install -r requirements.prod.txt`\n',
    );
    expect(stderr).toBe('Found 1 unguarded use (1 for you).\n1 finding: 1 breaks production.\n');
  });

  test.each([
    ['may be', { Dockerfile: IMAGE.Dockerfile.replace(/CMD.*/, '') }],
    ['installs who knows what else', { Dockerfile: `${IMAGE.Dockerfile}RUN pip install -r $MORE\n` }],
  ])('is a doubt where a command %s of production', async (_, files) => {
    const { code, stdout, stderr } = await check({ ...BESIDE, ...files });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(
      'note: site/settings.py uses acme_lens unguarded, and whether production has it is not known: requirements.txt:2 ' +
        'declares it (nothing says for whom): `acme-lens`; if production lacks it, declare acme-lens for production ' +
        '(`djguard promote acme-lens` adds `acme-lens` to requirements.prod.txt:2), or guard it with --package acme_lens\n',
    );
    expect(stderr).toMatch(/\nAll checks passed! Of 1 package it is not known whether production has it\.\n$/);
  });

  test.each([
    [
      'a workflow installs',
      {
        'requirements-dev.txt': '',
        '.github/workflows/ci.yml': 'jobs: {a: {steps: [{run: pip install acme-lens}]}}\n',
      },
    ],
    [
      'an extra of a neutral name holds as well',
      { 'pyproject.toml': '[project]\nname = "shop"\n[project.optional-dependencies]\nsee = ["acme-lens"]\n' },
    ],
  ])('is a doubt of what %s', async (_, files) => {
    const ran = await check({ ...MANIFESTS, 'site/settings.py': 'INSTALLED_APPS = ["acme_lens"]\n', ...files });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toMatch(
      /^note: site\/settings.py uses acme_lens unguarded, and whether production has it is not/,
    );
  });

  test.each([
    ['another project declares', { 'requirements-dev.txt': '', 'tool/requirements-dev.txt': 'acme-lens\n' }],
    ['is the project itself', { 'pyproject.toml': '[project]\nname = "Acme.Lens"\n' }],
  ])('is not told of what %s', async (_, files) => {
    const ran = await check({ ...MANIFESTS, 'site/settings.py': 'INSTALLED_APPS = ["acme_lens"]\n', ...files });
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: 'All checks passed!\n' });
  });

  test('is not told where no manifest says what production installs, which is', async () => {
    const files = { 'requirements/dev.txt': 'django\ncelery\n', 'manage.py': MANIFESTS['manage.py'] };
    const ran = await check({ ...files, 'site/settings.py': 'import celery\n\nAPP = celery.Celery()\n' });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toContain('note: no manifest says that production installs Django');
  });

  test.each([
    ['a word that is a value', 'acme-lens', 'LENS_BACKEND = "acme_lens"\n', 0],
    ['a class that is a value', 'acme-lens', 'LENS_BACKEND = "acme_lens.Lens"\n', 1],
    ['a module that is a value', 'acme-lens', 'SESSION_ENGINE = "acme_lens"\n', 1],
    ['a module of Python', 'uuid', 'import uuid\n\nKEY = uuid.uuid4()\n', 0],
  ])('%s', async (_, declared, settings, code) => {
    const ran = await check({ ...LOCKED, 'requirements-dev.txt': `${declared}\n`, 'site/settings.py': settings });
    expect(ran.code).toBe(code);
  });

  test('is left alone elsewhere: tests and tools import what they like', async () => {
    const ran = await check({
      ...MANIFESTS,
      'site/settings.py': 'INSTALLED_APPS = []\n',
      'site/tests/test_lens.py': 'import acme_lens\n',
      'tools/lens.py': 'import acme_lens\n',
    });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
  });
});

describe('--package', () => {
  test('on a package of the project itself is said to be that', async () => {
    const files = {
      'pyproject.toml': '[project]\nname = "acme"\n',
      'src/acme/__init__.py': '',
      'web/settings.py': 'import acme\n',
    };
    const ran = await check(files, '--package', 'acme', 'web');
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toContain('note: acme is a package of this project: there is nothing to guard\n');
  });

  const FILES = { 'requirements.txt': `django\n${TOOLBAR}`, 'settings.py': SETTINGS };

  test('on what production installs asks for --force', async () => {
    const ran = await check(FILES, '--package', 'debug_toolbar');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toBe(
      'djguard: production installs debug_toolbar (requirements.txt:2, by its name only, `django-debug-toolbar==6.1`): ' +
        'a guard would hide that it is missing; --force guards it all the same\n',
    );
    expect((await check(FILES, '--package', 'debug_toolbar', '--force')).code).toBe(1);
    expect((await check(FILES, '--package', 'debug_toolbar', '--isolated')).code).toBe(1);
  });

  test('in the configuration asks for it, too', async () => {
    const files = { ...FILES, 'pyproject.toml': '[tool.djguard]\npackages = ["debug_toolbar"]\n' };
    expect((await check(files)).code).toBe(2);
    expect((await check(files, '--force')).code).toBe(1);
  });

  test('in the configuration stands beside tables of packages as only-packages', async () => {
    const config = '[tool.djguard]\nonly-packages = ["acme"]\n\n[tool.djguard.packages.acme]\nprobe = "import"\n';
    const ran = await djguard([], {
      cwd: folderWith({ 'pyproject.toml': config, 'settings.py': 'INSTALLED_APPS = ["acme", "zeal"]\n' }),
    });
    expect(ran.stdout).toContain('+    import acme  # noqa: F401\n');
    expect(ran.stderr).toBe('Found 1 unguarded use (1 fixable with --fix).\n1 finding: 1 breaks production.\n');
  });

  test('given a distribution names its import package', async () => {
    const ran = await check(FILES, '--package', 'django-silk');
    expect(ran.stderr).toBe(
      'djguard: "django-silk" is no import package: give the name that code imports, such as silk\n',
    );
  });

  test('--force alone has nothing to force', async () => {
    const ran = await check(FILES, '--force');
    expect(ran).toMatchObject({ code: 2, stderr: 'djguard: --force is for packages that are named with --package\n' });
  });
});

describe('[tool.djguard.packages.NAME]', () => {
  const APP = 'INSTALLED_APPS = ["acme_lens"]\n';

  test('adds a package that is never meant for production', async () => {
    const table = '[tool.djguard.packages.acme_lens]\nnever-in-production = true\n';
    const ran = await check({ 'pyproject.toml': table, 'settings.py': APP });
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('application of acme_lens') });
    expect((await check({ 'settings.py': APP })).code).toBe(0);
  });

  test('is refused with its place where it means nothing', async () => {
    const ran = await check({ 'pyproject.toml': '[tool.djguard.packages.acme]\nnever = true\n', 'settings.py': APP });
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('pyproject.toml: [tool.djguard.packages.acme]: unknown key never.');
  });
});

/** The shape of cookiecutter-django: the toolbar stands in local settings only, and its URLs ask INSTALLED_APPS. */
const SPLIT = {
  'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")\n',
  'requirements/base.txt': 'django\n',
  'requirements/local.txt': `-r base.txt\n${TOOLBAR}`,
  'requirements/production.txt': '-r base.txt\n',
  'config/__init__.py': '',
  'config/wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")\n',
  'config/settings/__init__.py': '',
  'config/settings/base.py': 'ROOT_URLCONF = "config.urls"\nINSTALLED_APPS = ["shop"]\nMIDDLEWARE = []\n',
  'config/settings/local.py':
    'from .base import *\nINSTALLED_APPS += ["debug_toolbar"]\n' +
    'MIDDLEWARE += ["debug_toolbar.middleware.DebugToolbarMiddleware"]\n',
  'config/settings/production.py': 'from .base import *\n',
  'config/urls.py':
    'from django.conf import settings\nfrom django.urls import include, path\n\nurlpatterns = []\n\n' +
    'if settings.DEBUG:\n    if "debug_toolbar" in settings.INSTALLED_APPS:\n        import debug_toolbar\n\n' +
    '        urlpatterns = [path("__debug__/", include(debug_toolbar.urls)), *urlpatterns]\n',
};

describe('what loads the code', () => {
  test('stands in the message, and in the JSON', async () => {
    const ran = await check(SPLIT);
    expect(ran.stdout).toBe(
      [
        'config/settings/local.py:2:20: DJG002 [developers] unguarded application of debug_toolbar; only development loads it from manage.py:2',
        'config/settings/local.py:3:16: DJG003 [developers] unguarded middleware of debug_toolbar; only development loads it from manage.py:2',
        '',
      ].join('\n'),
    );
    const json = JSON.parse((await check(SPLIT, '--output-format', 'json')).stdout);
    expect(json.findings[0].level).toBe('developers');
    expect(json.findings[0].loaded).toEqual({
      from: { file: 'manage.py', line: 2, text: expect.stringContaining('config.settings.local') },
      condition: null,
      byName: false,
      unknown: null,
      startByName: false,
    });
  });

  test('production, by imports and by dotted strings; a condition is told', async () => {
    const urls =
      'import debug_toolbar\nfrom django.conf import settings\n\nurlpatterns = []\nif settings.DEBUG:\n    urlpatterns += debug_toolbar.urls\n';
    const base = `${SPLIT['config/settings/base.py']}INSTALLED_APPS += ["debug_toolbar"]\n`;
    const ran = await check({
      ...SPLIT,
      'config/urls.py': urls,
      'config/settings/base.py': base,
      'config/settings/local.py': 'from .base import *\n',
    });
    expect(ran.stdout.split('\n').slice(0, 3)).toEqual([
      'config/settings/base.py:4:20: DJG002 [production] unguarded application of debug_toolbar; production loads it from config/settings/production.py:1',
      'config/urls.py:1:1: DJG001 [production] unguarded import of debug_toolbar; production loads it from config/settings/base.py:1',
      'config/urls.py:6:20: DJG004 [developers] unguarded URL pattern of debug_toolbar; only development runs it, under `if settings.DEBUG`',
    ]);
  });

  test('a condition in a development settings module does not say why it is for developers', async () => {
    const local = 'from .base import *\nif EXTRA:\n    INSTALLED_APPS += ["debug_toolbar"]\n';
    const ran = await check({ ...SPLIT, 'config/settings/local.py': local });
    expect(ran.stdout).toMatch(/^config\/settings\/local\.py:3:.+; only development loads it from manage\.py:2\n$/);
  });

  test('is not known where nothing is known to start production', async () => {
    const ran = await check({ 'apps.py': SETTINGS });
    expect(ran.stdout).toBe(
      'apps.py:2:5: DJG002 [unknown] unguarded application of debug_toolbar; nothing tells what production loads\n',
    );
  });
});

describe('--production-only', () => {
  test('finds nothing where only local settings hold the toolbar', async () => {
    expect(await check(SPLIT, '--production-only')).toMatchObject({ code: 0, stdout: '' });
  });

  test('finds what production loads', async () => {
    const production = 'from .base import *\nINSTALLED_APPS += ["debug_toolbar"]\n';
    const ran = await check({ ...SPLIT, 'config/settings/production.py': production }, '--production-only');
    expect(ran).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^config\/settings\/production\.py:2:20: [^\n]*\n$/),
    });
  });

  test.each([
    ['if DEBUG:', 0],
    ['if not PRODUCTION:', 0],
    ['if ENV == "development":', 0],
    ['if DEBUG and EXTRA:', 0],
    ['if not DEBUG:', 1],
    ['if EXTRA:', 1],
    ['if DEBUG or EXTRA:', 1],
  ])('%s', async (condition, code) => {
    const base = `${SPLIT['config/settings/base.py']}${condition}\n    INSTALLED_APPS += ["debug_toolbar"]\n`;
    const local = 'from .base import *\n';
    const files = { ...SPLIT, 'config/settings/base.py': base, 'config/settings/local.py': local };
    expect((await check(files, '--production-only')).code).toBe(code);
  });

  test.each([
    ['DEBUG = True', 'DEBUG'],
    ['ENABLE_DEBUG_TOOLBAR = True', 'ENABLE_DEBUG_TOOLBAR'],
    ['DEBUG = env.bool("DJANGO_DEBUG", default=True)', 'DEBUG'],
    ['import os', 'os.environ.get("ENV", "dev") == "dev"'],
  ])('finds what stands under a condition that the file itself turns on: %s, if %s', async (assignment, condition) => {
    const base = `${assignment}\nINSTALLED_APPS = []\nif ${condition}:\n    INSTALLED_APPS += ["debug_toolbar"]\n`;
    const files = { ...SPLIT, 'config/settings/base.py': base, 'config/settings/local.py': 'from .base import *\n' };
    const ran = await check(files, '--production-only');
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('config/settings/base.py:4:') });
  });

  test.each(['shop/stuff.py', 'config/settings/cloud.py', 'config/settings/staging.py'])(
    'finds what stands in %s, which nothing is seen to load',
    async (path) => {
      const ran = await check({ ...SPLIT, [path]: 'INSTALLED_APPS += ["debug_toolbar"]\n' }, '--production-only');
      expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining(`${path}:1:`) });
    },
  );

  test('leaves out what only tests and development settings load', async () => {
    const files = {
      ...SPLIT,
      'config/settings/local.py': `${SPLIT['config/settings/local.py']}ROOT_URLCONF = "config.own_urls"\n`,
      'config/own_urls.py': 'import debug_toolbar\n',
      'shop/tests/test_shop.py': 'import debug_toolbar\n',
      'conftest.py': 'import debug_toolbar\n',
    };
    expect(await check(files, '--production-only')).toMatchObject({ code: 0, stdout: '' });
  });

  test('leaves what only development loads as it is', async () => {
    const cwd = folderWith(SPLIT);
    expect(await djguard(['--fix', '--production-only'], { cwd })).toMatchObject({ code: 0 });
    const again = await djguard(['--check', join('config', 'settings', 'local.py')], { cwd });
    expect(again.code).toBe(1);
  });

  test('leaves nothing out where nothing tells what production loads, and says so', async () => {
    const ran = await check({ 'apps.py': SETTINGS }, '--production-only');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('note: --production-only leaves nothing out: ');
  });

  test('tells other files of the project as seen from the folder it runs in', async () => {
    const urls =
      'import debug_toolbar\n\nurlpatterns = []\nif A \\\n        and B:\n    urlpatterns += debug_toolbar.urls\n';
    const cwd = folderWith({ ...SPLIT, 'shop/urls.py': urls, 'config/urls.py': 'include("shop.urls")\n' });
    mkdirSync(join(cwd, '.git'));
    const ran = await djguard(['--check', '--production-only'], { cwd: join(cwd, 'shop') });
    expect(ran.stdout.split('\n').slice(0, 2)).toEqual([
      'urls.py:1:1: DJG001 [production] unguarded import of debug_toolbar; production loads it from ' +
        `${join('..', 'config', 'urls.py')}:1`,
      'urls.py:6:20: DJG004 [condition] unguarded URL pattern of debug_toolbar; production loads it from ' +
        `${join('..', 'config', 'urls.py')}:1, under \`if A and B\``,
    ]);
  });
});

test('of several projects in a tree one says nothing of the next, nor do its lock file, its settings and its variables', async () => {
  const project = (name: string, toolbar: string, debug: string) => ({
    [`services/${name}/manage.py`]: '',
    [`services/${name}/${name}/__init__.py`]: '',
    [`services/${name}/${name}/wsgi.py`]: `import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "${name}.settings"\n`,
    [`services/${name}/${name}/settings.py`]: `DEBUG = ${debug}\nROOT_URLCONF = "${name}.urls"\n`,
    [`services/${name}/${name}/urls.py`]:
      'from django.conf import settings\nif settings.DEBUG:\n    import debug_toolbar\n',
    [`services/${name}/Pipfile`]: `[packages]\ndjango = "*"\n${toolbar}django-debug-toolbar = "*"\n`,
  });
  const lock = (kind: string) =>
    JSON.stringify({ default: {}, [kind]: { 'django-debug-toolbar': { version: '==6.1' } } });
  const ran = await check({
    ...project('bill', '', 'True'),
    'services/bill/Pipfile.lock': lock('default'),
    ...project('film', '[dev-packages]\n', 'env.bool("DEBUG")'),
    'services/film/.env.production': 'DEBUG=off\n',
    ...project('note', '[dev-packages]\n', 'env.bool("DEBUG", default=True)'),
    ...project('song', '[dev-packages]\n', 'True'),
  });
  expect(ran.stdout).not.toContain('bill');
  expect(ran.stdout).toContain('services/film/film/urls.py:3:5: DJG001 [developers]');
  expect(ran.stdout).toContain('services/note/note/urls.py:3:5: DJG001 [condition]');
  expect(ran.stdout).toContain('services/song/song/urls.py:3:5: DJG001 [production]');
});
