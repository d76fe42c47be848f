import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Facts, levelOf } from '../src/loading/level.ts';
import { formatNamed } from '../src/report/formats.ts';
import { levelLines } from '../src/report/level-lines.ts';
import { exitCodeOf, type Result } from '../src/run/result.ts';
import { FAIL_ON } from '../src/run/threshold.ts';
import type { Finding, Level } from '../src/types.ts';
import { djguard, folderWith } from './command.ts';

const NONE = { condition: null, developers: false };
const SOME = { condition: 'if EXTRA', developers: false };
const THEIRS = { condition: 'if DEBUG', developers: true };
const EXTRA = { written: 'if EXTRA', holds: null, byName: false };
const DEBUG = { written: 'if DEBUG', holds: false, byName: true };
const SERVED = { written: 'if not DEBUG', holds: true, byName: true };

describe('the level of a finding', () => {
  test.each<[Level, Facts['loading']['kind'], typeof NONE | typeof SOME, boolean, Facts['conditions']]>([
    ['production', 'production', NONE, false, []],
    ['production', 'production', NONE, false, [SERVED]],
    ['condition', 'production', NONE, false, [EXTRA]],
    ['condition', 'production', NONE, false, [SERVED, EXTRA]],
    ['condition', 'production', SOME, false, [SERVED]],
    ['condition', 'production', SOME, false, []],
    ['developers', 'production', NONE, false, [DEBUG]],
    ['developers', 'production', NONE, false, [EXTRA, DEBUG]],
    ['developers', 'production', SOME, false, [DEBUG]],
    ['developers', 'production', THEIRS, false, []],
    ['unknown', 'production', THEIRS, true, []],
    ['developers', 'production', THEIRS, true, [DEBUG]],
    ['developers', 'development', NONE, false, []],
    ['developers', 'development', NONE, false, [EXTRA]],
    ['unknown', 'development', NONE, true, []],
    ['unknown', 'development', NONE, true, [EXTRA]],
    ['developers', 'development', NONE, true, [DEBUG]],
    ['unknown', 'unreached', NONE, false, []],
    ['unknown', 'unreached', NONE, false, [EXTRA]],
    ['developers', 'unreached', NONE, false, [DEBUG]],
  ])('is %s where %s loads it: %j, doubted: %s, under %j', (level, kind, way, doubted, conditions) => {
    expect(levelOf({ loading: { kind, ...way }, doubted, conditions })).toBe(level);
  });
});

function resultWith(levels: readonly (Level | undefined)[], rest: Partial<Result> = {}): Result {
  const findings = levels.map((level): Finding => {
    const place = { start: 0, end: 1, line: 1, column: 1, message: 'it breaks', advice: null, fixable: false };
    const finding = { code: 'DJG001', rule: 'imports', package: 'silk', conditions: [], ...place };
    return level === undefined ? finding : { ...finding, level };
  });
  const text = { before: 'x', after: 'x', findings, remaining: findings, written: false };
  const files = [{ path: 'a.py', patchPath: 'a.py', encoding: 'utf-8' as const, ...text }];
  const empty = {
    problems: [],
    doubts: [],
    notes: [],
    examined: 1,
    packages: ['silk'],
    configFile: null,
    output: null,
    maxFindings: 0,
    baseline: null,
  };
  return { mode: 'check', failOn: 'any', files, ...empty, verdict: null, ...rest };
}

const times = (number: number, level: Level) => Array<Level>(number).fill(level);

describe('the line that counts them', () => {
  test.each([
    [
      [...times(2, 'production'), ...times(1, 'condition'), ...times(8, 'developers'), ...times(1, 'unknown')],
      '12 findings: 2 break production, 1 under a condition, 8 for developers only, 1 not known.',
    ],
    [times(1, 'production'), '1 finding: 1 breaks production.'],
    [times(1, 'developers'), '1 finding: 1 for developers only.'],
    [[undefined, 'condition' as const], '2 findings: 1 under a condition, 1 not known.'],
  ])('%j', (levels, line) => {
    expect(levelLines(resultWith(levels))).toEqual([line]);
  });

  test('is left out where there is none', () => {
    expect(levelLines(resultWith([]))).toEqual([]);
  });
});

describe('--fail-on', () => {
  test.each<[Level | undefined, string]>([
    ['production', 'any condition production'],
    ['condition', 'any condition'],
    ['developers', 'any'],
    ['unknown', 'any condition production'],
    [undefined, 'any condition production'],
  ])('what is %s fails %s', (level, failing) => {
    for (const failOn of FAIL_ON) {
      const code = failing.split(' ').includes(failOn) ? 1 : 0;
      expect(exitCodeOf(resultWith([level, 'developers'], { failOn }))).toBe(failOn === 'any' ? 1 : code);
      expect(exitCodeOf(resultWith([level], { failOn, mode: 'fix' }))).toBe(code);
      expect(exitCodeOf(resultWith([level], { failOn, mode: 'preview' }))).toBe(0);
    }
  });

  test('says why it is 0 in spite of findings, and why it is 1 for what is not known', () => {
    const said = (levels: readonly Level[], rest: Partial<Result>) => levelLines(resultWith(levels, rest)).slice(1);
    expect(said(['developers'], { failOn: 'production' })).toEqual([
      'Exit code 0: --fail-on production lets these pass.',
    ]);
    expect(said(['developers', 'unknown'], { failOn: 'condition' })).toEqual([
      'Exit code 1: what is not known may break production, so --fail-on condition does not let it pass.',
    ]);
    expect(said(['unknown', 'production'], { failOn: 'production' })).toEqual([]);
    expect(said(['unknown'], { failOn: 'any' })).toEqual([]);
    expect(said(['developers'], { failOn: 'production', mode: 'preview' })).toEqual([]);
  });
});

/** The shape of a project that cookiecutter-django makes: tools in local settings, and in urls.py under DEBUG. */
const STARTED = (settings: string) => `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\n`;
const PROJECT = {
  'requirements/production.txt': 'django\ngunicorn\n',
  'requirements/local.txt': '-r production.txt\ndjango-debug-toolbar\n',
  'manage.py': STARTED('config.settings.local'),
  'config/__init__.py': '',
  'config/wsgi.py': STARTED('config.settings.production'),
  'config/settings/__init__.py': '',
  'config/settings/base.py':
    'DEBUG = env.bool("DJANGO_DEBUG", False)\nROOT_URLCONF = "config.urls"\nINSTALLED_APPS = []\nMIDDLEWARE = []\n',
  'config/settings/local.py':
    'from .base import *\nDEBUG = True\nINSTALLED_APPS += ["debug_toolbar"]\n' +
    'MIDDLEWARE += ["debug_toolbar.middleware.DebugToolbarMiddleware"]\n',
  'config/settings/production.py': 'from .base import *\n',
  'config/urls.py':
    'from django.conf import settings\nfrom django.urls import include, path\n\nurlpatterns = []\n' +
    'if settings.DEBUG:\n    import debug_toolbar\n\n' +
    '    urlpatterns = [path("__debug__/", include(debug_toolbar.urls)), *urlpatterns]\n',
};

describe('a project of which all findings are for developers only', () => {
  const said = '4 findings: 4 for developers only.\n';
  const passes = `${said}Exit code 0: --fail-on production lets these pass.\n`;

  test('passes with --fail-on production, and says why', async () => {
    const cwd = folderWith(PROJECT);
    const fails = await djguard(['--check'], { cwd });
    expect(fails).toMatchObject({ code: 1, stderr: expect.stringContaining(said) });
    const ran = await djguard(['--check', '--fail-on', 'production'], { cwd });
    expect(ran).toMatchObject({ code: 0, stdout: fails.stdout, stderr: expect.stringContaining(passes) });
    expect(ran.stdout.match(/ DJG\d+ \[developers\] /g)).toHaveLength(4);
    expect((await djguard(['--check', '--production-only'], { cwd })).code).toBe(0);
  });

  test('passes by its configuration too, which the command line overrules', async () => {
    const cwd = folderWith({ ...PROJECT, 'pyproject.toml': '[tool.djguard]\nfail-on = "condition"\n' });
    expect((await djguard(['--check'], { cwd })).code).toBe(0);
    expect((await djguard(['--check', '--fail-on', 'any'], { cwd })).code).toBe(1);
    expect((await djguard(['--check', '--isolated'], { cwd })).code).toBe(1);
  });

  test('is fixed all the same, and what is left decides', async () => {
    const left = 'from debug_toolbar.panels import Panel\n\n\nclass Own(Panel):\n    pass\n';
    const cwd = folderWith({ ...PROJECT, 'config/tests/panels.py': left });
    const ran = await djguard(['--fix', '--fail-on', 'production'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('1 finding: 1 for developers only.\n') });
    expect(ran.stderr).toContain('1 left for you.\n');
    expect((await djguard(['--fix'], { cwd })).code).toBe(1);
  });
});

describe('a package that no file starts in production', () => {
  const files = {
    'tox.ini': '[testenv]\nchangedir = test_project\nsetenv =\n    DJANGO_SETTINGS_MODULE=test_project.settings\n',
    'docker-compose.yml': 'services:\n  web:\n    command: sh -c "cd test_project; python3 manage.py rqworker"\n',
    'test_project/manage.py': STARTED('test_project.settings'),
    'test_project/test_project/__init__.py': '',
    'test_project/test_project/wsgi.py': STARTED('test_project.settings'),
    'test_project/test_project/settings.py': 'INSTALLED_APPS = ["debug_toolbar"]\n',
    'shop/__init__.py': '',
    'shop/settings_of.py': 'INSTALLED_APPS = ["debug_toolbar"]\n',
  };

  test('leaves the project that it is tested with to developers, and nothing else', async () => {
    const ran = await djguard(['--check', '--package', 'debug_toolbar'], { cwd: folderWith(files) });
    expect(ran.stdout).toContain('settings.py:1:19: DJG002 [developers] ');
    expect(ran.stdout).toContain('shop/settings_of.py:1:19: DJG002 [unknown] ');
    expect(ran.stdout).toContain('only development loads it from test_project/manage.py:2');
  });

  test('leaves it to nobody where a server is started with it', async () => {
    const served = { ...files, 'fly.toml': '[processes]\nweb = "gunicorn --chdir test_project test_project.wsgi"\n' };
    const ran = await djguard(['--check', '--package', 'debug_toolbar'], { cwd: folderWith(served) });
    expect(ran.stdout).not.toContain('[developers]');
  });
});

test('a default is told with its place, and what it makes of the level', async () => {
  const cwd = folderWith({
    ...PROJECT,
    'config/settings/base.py': `${PROJECT['config/settings/base.py']}if env.bool("USE_X", False):\n    INSTALLED_APPS += ["debug_toolbar"]\n`,
    'config/wsgi.py': STARTED('config.settings.local'),
  });
  const told = async () =>
    (await djguard(['--check'], { cwd })).stdout.split('\n').map((line) => line.replace(/^.*?\[/, '['));
  const base =
    '[condition] unguarded application of debug_toolbar; production loads it from config/settings/production.py:1, by its name only';
  expect(await told()).toEqual([
    `${base}, under \`if env.bool("USE_X", False)\`, which holds only if production sets USE_X (the default at config/settings/base.py:5)`,
    '[condition] unguarded application of debug_toolbar; production loads it from config/wsgi.py:2, where DJANGO_SETTINGS_MODULE is not set',
    '[condition] unguarded middleware of debug_toolbar; production loads it from config/wsgi.py:2, where DJANGO_SETTINGS_MODULE is not set',
    '[condition] unguarded import of debug_toolbar; production loads it from config/settings/base.py:2, by its name only, under `if settings.DEBUG`',
    '[condition] unguarded URL pattern of debug_toolbar; production loads it from config/settings/base.py:2, by its name only, under `if settings.DEBUG`',
    '',
  ]);
  writeFileSync(join(cwd, 'config/wsgi.py'), STARTED('config.settings.production'));
  expect((await told())[3]).toBe(
    '[developers] unguarded import of debug_toolbar; only development runs it, under `if settings.DEBUG`: DEBUG is off ' +
      'unless the variable DJANGO_DEBUG turns it on (the default at config/settings/base.py:1)',
  );
  writeFileSync(join(cwd, '.env.production'), 'DJANGO_DEBUG_LOG=1\nUSE_Y=1\n');
  writeFileSync(join(cwd, 'config/settings/production.py'), 'from .base import *\nY = env("USE_Y")\n');
  expect((await told())[0]).toBe(
    '[developers] unguarded application of debug_toolbar; only development runs it, under `if env.bool("USE_X", False)`, ' +
      'which does not hold by the default at config/settings/base.py:5, as production does not set USE_X',
  );
});

test('a default that production does not take is told with what overrules it', async () => {
  const cwd = folderWith({
    ...PROJECT,
    'manage.py': '',
    'config/wsgi.py': STARTED('config.settings.local'),
    Dockerfile: 'FROM python\nENV DJANGO_SETTINGS_MODULE=config.settings.production\nCMD gunicorn config.wsgi\n',
  });
  const { stdout } = await djguard(['--check', '--output-format', 'json'], { cwd });
  const [first] = JSON.parse(stdout).findings;
  expect(first.message).toBe(
    'unguarded application of debug_toolbar; only development loads it from config/wsgi.py:2, which Dockerfile:2 overrules',
  );
  expect(first.loaded.overruledBy).toMatchObject({ file: 'Dockerfile', line: 2 });
});

test('what developers alone load is told by what loads it, whatever conditions stand in it', async () => {
  const cwd = folderWith({
    ...PROJECT,
    'manage.py': '',
    'config/wsgi.py': 'from config.setup import prepare\nprepare()\n',
    'config/setup.py': `import os\n\n\ndef prepare():\n    ${STARTED('config.settings.local').split('\n')[1]}\n`,
    'config/settings/local.py':
      'from .base import *\nif env.bool("X", False):\n    INSTALLED_APPS += ["debug_toolbar"]\n',
    Dockerfile: 'FROM python\nENV DJANGO_SETTINGS_MODULE=config.settings.production\nCMD gunicorn config.wsgi\n',
  });
  expect((await djguard(['--check'], { cwd })).stdout).toContain(
    '[developers] unguarded application of debug_toolbar; only development loads it from config/setup.py:5, which Dockerfile:2 overrules\n',
  );
});

test('the default of a server’s module that nobody starts is told with that of the one that is started', async () => {
  const cwd = folderWith({
    ...PROJECT,
    'manage.py': '',
    'config/asgi.py': STARTED('config.settings.local'),
    Procfile: 'web: gunicorn config.wsgi\n',
  });
  expect((await djguard(['--check'], { cwd })).stdout).toContain(
    'only development loads it from config/asgi.py:2, which config/wsgi.py:2 overrules\n',
  );
});

describe('a package of which nothing tells whether production has it', () => {
  const MODULES = {
    'manage.py': STARTED('config.settings'),
    'config/__init__.py': '',
    'config/wsgi.py': STARTED('config.settings'),
    'config/settings.py':
      'DEBUG = env.bool("DEBUG", True)\nROOT_URLCONF = "config.urls"\nINSTALLED_APPS = ["debug_toolbar"]\n',
    'config/urls.py': PROJECT['config/urls.py'],
  };
  const ask = (manifests: Readonly<Record<string, string>>, folder = '') =>
    djguard(['--check', '--fail-on', 'production'], {
      cwd: folderWith({
        ...Object.fromEntries(Object.entries(MODULES).map(([path, text]) => [folder + path, text])),
        ...manifests,
      }),
    });

  test('breaks nobody knows what where no manifest speaks', async () => {
    const ran = await ask({});
    const doubt =
      'whether production has debug_toolbar is not known: no manifest declares it, and none says what production installs';
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(
      `DJG002 [unknown] unguarded application of debug_toolbar; production loads it from config/wsgi.py:2; ${doubt}\n`,
    );
    expect(ran.stdout).toContain(
      `config/settings.py:2, under \`if settings.DEBUG\`, which holds unless production sets DEBUG (the default at config/settings.py:1); ${doubt}\n`,
    );
    expect(ran.stderr).toContain('3 findings: 2 under a condition, 1 not known.');
  });

  test('the same where only a manifest declares it that nobody is seen to install', async () => {
    const files = { 'requirements.txt': 'django\n', 'shop/requirements.txt': 'django\ndjango-debug-toolbar\n' };
    const ran = await ask(files, 'shop/');
    expect(ran.stdout).toContain(
      'DJG002 [unknown] unguarded application of debug_toolbar; production loads it from shop/config/wsgi.py:2; ' +
        'whether production has debug_toolbar is not known: shop/requirements.txt:2 declares it (nothing says for whom): `django-debug-toolbar`\n',
    );
  });

  test('is known to be missing where a manifest says what production installs, or the user says so', async () => {
    const known = await ask({ 'requirements.txt': 'django\n' });
    expect(known.stdout).toContain('DJG002 [production]');
    expect(known.stderr).toContain('3 findings: 1 breaks production, 2 under a condition.');
    const named = await djguard(['--check', '--package', 'debug_toolbar'], { cwd: folderWith(MODULES) });
    expect(named.stdout).toContain('DJG002 [production]');
  });
});

test.each([
  [['--fail-on', 'production'], '--fail-on goes with --check or --fix: a preview exits 0'],
  [['--check', '--fail-on', 'condtion'], 'takes any, condition, production, not condtion. Did you mean condition?'],
  [['verify', '--fail-on', 'any'], '--fail-on is not for djguard verify'],
])('%j is a usage error', async (args, message) => {
  const ran = await djguard(args, { cwd: folderWith(PROJECT) });
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
});

test('fail-on in the configuration takes three words', async () => {
  const cwd = folderWith({ ...PROJECT, 'pyproject.toml': '[tool.djguard]\nfail-on = "never"\n' });
  const ran = await djguard(['--check'], { cwd });
  expect(ran).toMatchObject({
    code: 2,
    stderr: 'djguard: pyproject.toml:2: fail-on must be one of any, condition, production\n',
  });
});

const LEVELS: readonly Level[] = ['production', 'condition', 'developers', 'unknown'];

test.each([
  ['github', /^::(\w+) /gm, ['error', 'warning', 'notice', 'warning']],
  ['gitlab', /"severity": "(\w+)"/g, ['critical', 'major', 'info', 'major']],
  ['sarif', /"level": "(\w+)",\n\s*"message"/g, ['error', 'warning', 'note', 'warning']],
  ['checkstyle', /severity="(\w+)"/g, ['error', 'warning', 'info', 'warning']],
  ['rdjson', /"severity": "(\w+)",\n\s*"code"/g, ['ERROR', 'WARNING', 'INFO', 'WARNING']],
  ['junit', /<(failure|skipped) /g, ['failure', 'skipped', 'skipped', 'failure']],
  ['junit', /name="level" value="(\w+)"/g, LEVELS],
  ['sarif', /"properties": \{\s*"level": "(\w+)"/g, LEVELS],
  ['github', /title=djguard DJG001 \((\w+)\)/g, LEVELS],
  ['json', /"level": "(\w+)"/g, LEVELS],
  ['jsonl', /"level":"(\w+)"/g, LEVELS],
])('%s has its own words for the levels: %s', async (format, pattern, words) => {
  const result = resultWith(LEVELS, { failOn: 'production' });
  const report = (await formatNamed(format)?.render(result, async () => [])) ?? '';
  expect(Array.from(report.matchAll(pattern), ([, word]) => word)).toEqual(words);
});

test('json counts them, and says what fails', async () => {
  const report = JSON.parse((await formatNamed('json')?.render(resultWith(LEVELS), async () => [])) ?? '');
  const levels = { production: 1, condition: 1, developers: 1, unknown: 1 };
  expect(report).toMatchObject({ levels, failOn: 'any', exitCode: 1 });
});

test('what stands in a function breaks production when that is called, unless that is while it starts', async () => {
  const cwd = folderWith({
    ...PROJECT,
    'config/settings/base.py': `${PROJECT['config/settings/base.py']}INSTALLED_APPS += ["shop"]\n`,
    'shop/__init__.py': '',
    'shop/models.py': 'def stop():\n    breakpoint()\n    import ipdb; ipdb.set_trace()\n',
    'shop/apps.py':
      'class Shop(AppConfig):\n    def ready(self):\n        import ipdb; ipdb.set_trace()\n\n    def label(self):\n        import ipdb; ipdb.set_trace()\n',
    'shop/admin.py': 'import ipdb; ipdb.set_trace()\n',
    'shop/checks.py': 'def check():\n    import ipdb; ipdb.set_trace()\n\n\ncheck()\n',
    'shop/templatetags/tags.py': '@register.filter\ndef stop(value):\n    __import__("ipdb").set_trace()\n',
  });
  const { stdout } = await djguard(['--check'], { cwd });
  const told = stdout.split('\n').filter((line) => / DJG\d+ /.test(line) && line.startsWith('shop'));
  expect(told.map((line) => line.replace(/:\d+: DJG\d+ (\[\w+\]).*?(, under .*)?$/, ' $1$2'))).toEqual([
    'shop/admin.py:1 [production]',
    'shop/apps.py:3 [production]',
    'shop/apps.py:6 [condition], under `when label() is called`',
    'shop/checks.py:2 [production]',
    'shop/models.py:3 [condition], under `when stop() is called`',
    'shop/templatetags/tags.py:3 [condition], under `when stop() is called`',
  ]);
});

test('what only runs a settings module takes none of its entries, and meets its imports', async () => {
  const entries =
    'INSTALLED_APPS = ["debug_toolbar"]\nMIDDLEWARE = ["debug_toolbar.middleware.DebugToolbarMiddleware"]\n';
  const levels = async (files: Readonly<Record<string, string>>) => {
    const cwd = folderWith({
      'requirements.txt': 'django\n',
      'manage.py': '',
      'config/__init__.py': '',
      'config/wsgi.py': `from .base import DEBUG\n${STARTED('config.production')}`,
      'config/base.py': `import debug_toolbar\nDEBUG = False\n${entries}`,
      ...files,
    });
    const { stdout } = await djguard(['--check'], { cwd });
    return Array.from(stdout.matchAll(/base\.py.*? (DJG\d+) \[(\w+)\]/g), ([, code, level]) => `${code} ${level}`);
  };
  const alone = 'SECRET_KEY = "x"\n';
  const [imports, apps, middleware] = ['DJG001', 'DJG002', 'DJG003'];
  const all = (level: string) => [`${imports} production`, `${apps} ${level}`, `${middleware} ${level}`];
  expect(await levels({ 'config/production.py': alone })).toEqual(all('unknown'));
  expect(await levels({ 'config/production.py': `from .base import *\n${alone}` })).toEqual(all('production'));
  expect(await levels({ 'config/production.py': `from .base import INSTALLED_APPS\n${alone}` })).toEqual([
    `${imports} production`,
    `${apps} production`,
    `${middleware} unknown`,
  ]);
  const local = { 'config/settings_dev.py': `from config.base import *\n${alone}`, 'config/production.py': alone };
  expect(await levels(local)).toEqual(all('developers'));
});

describe('what is not understood', () => {
  const PLUGINS = 'PLUGINS = ["debug_toolbar.plugins.Timer"]\n';
  const WSGI = 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "site_settings"\n';

  test.each([
    ['unknown where production loads it', PLUGINS, 'unknown'],
    [
      'left to developers behind a switch that production has off',
      `DEBUG = False\nif DEBUG:\n    ${PLUGINS}`,
      'developers',
    ],
  ])('is %s', async (_, settings, level) => {
    const cwd = folderWith({
      'wsgi.py': WSGI,
      'site_settings.py': settings,
      'requirements-dev.txt': 'django-debug-toolbar\n',
      'requirements.txt': 'django\n',
    });
    const { stdout } = await djguard(['--check', '--output-format', 'json'], { cwd });
    expect(JSON.parse(stdout).findings).toMatchObject([{ code: 'DJG011', level }]);
  });

  test('fails --fail-on production, and says so', async () => {
    const cwd = folderWith({
      'wsgi.py': WSGI,
      'site_settings.py': PLUGINS,
      'requirements-dev.txt': 'django-debug-toolbar\n',
      'requirements.txt': 'django\n',
    });
    const { code, stderr } = await djguard(['--check', '--fail-on', 'production'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/not known/);
  });
});
