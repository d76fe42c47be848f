import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMAND, djguard, folderWith, program } from './command.ts';
import { cleanEnvironment, pythonWorlds } from './world.ts';

const worlds = await pythonWorlds();
const python = worlds?.present ?? '';
const env = cleanEnvironment() as Record<string, string>;

const MANAGE = 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n';
const SETTINGS = `SECRET_KEY = "x"
ROOT_URLCONF = "site_urls"
INSTALLED_APPS = ["django.contrib.staticfiles", "debug_toolbar"]
STATIC_URL, STATIC_ROOT = "/static/", "static-root"
INTERNAL_IPS = ["127.0.0.1"]
`;
const URLS =
  'import debug_toolbar\nfrom django.urls import include, path\n\nurlpatterns = [path("d/", include(debug_toolbar.urls))]\n';
const UNGUARDED = { 'manage.py': MANAGE, 'site_settings.py': SETTINGS, 'site_urls.py': URLS };
const GUARDED = {
  ...UNGUARDED,
  'site_settings.py': SETTINGS.replace(', "debug_toolbar"', ''),
  'site_urls.py': 'try:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n\nurlpatterns = []\n',
};

const PASSING = `\
site_settings                     present  absent
  import settings                 pass     pass
  django.setup()                  pass     pass
  system checks                   pass     pass
  build the WSGI handler          pass     pass
  build the ASGI handler          pass     pass
  resolve the URLconf             pass     pass
  template engines                pass     pass
  dotted names in settings        pass     pass
  collectstatic --dry-run         pass     pass
  values less the packages        -        pass
`;
const COMPARED = PASSING.replace('less the packages        -   ', 'as before the fix        pass');

const run = (cwd: string, ...args: string[]) => djguard([...args], { cwd, env: { ...env, VIRTUAL_ENV: venv } });
const venv = join(python, '../..');
const textIn = (...path: string[]): string => readFileSync(join(...path), 'utf8');

async function commit(cwd: string): Promise<void> {
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-qm', 'x'],
  ]) {
    await program('git', ['-c', 'user.name=x', '-c', 'user.email=x', ...args], { cwd });
  }
}

describe.skipIf(worlds === null)('djguard verify', () => {
  test('names what fails, where, and the finding behind it; says once that it runs the code', async () => {
    const cwd = folderWith({ ...GUARDED, 'site_urls.py': 'import debug_toolbar\n\nurlpatterns = []\n' });
    const first = await run(cwd, 'verify');
    expect(first.code).toBe(1);
    expect(first.stdout).toContain('\n  resolve the URLconf             pass     FAIL\n');
    expect(first.stdout).toContain(`
  resolve the URLconf, absent: site_urls.py:1: ModuleNotFoundError: No module named 'debug_toolbar'
    site_urls.py:1:1: DJG001 `);
    expect(first.stderr).toMatch(
      /^djguard: this runs the project's own code in .+\nnote: nothing to compare with: no commit in git; .+\nThe proof does not hold: 2 steps failed\.\n$/,
    );
    const second = await run(cwd, 'verify');
    expect(second).toMatchObject({ code: 1, stdout: first.stdout });
    expect(second.stderr).toBe(first.stderr.replace(/^.*\n/, ''));
  });

  test('a failure that names no line of the project belongs to the rule whose names the step imports', async () => {
    const cwd = folderWith({ ...UNGUARDED, 'site_urls.py': 'urlpatterns = []\n' });
    const { stdout } = await run(cwd, 'verify', '--output-format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      holds: false,
      packages: [{ name: 'debug_toolbar', installed: true }],
      environments: [
        { settings: 'site_settings', source: 'manage.py', absent: { setup: 'failed', urls: 'not reached' } },
      ],
      failures: [
        {
          step: 'setup',
          world: 'absent',
          outcome: 'failed',
          path: null,
          findings: [{ path: 'site_settings.py', line: 3, code: 'DJG002', fixable: true }],
        },
      ],
      exitCode: 1,
    });
  });

  test("holds for a guarded project, from a folder in it, and says what differs from git's HEAD", async () => {
    const cwd = folderWith({ ...GUARDED, 'app/deep/x.txt': '' });
    await commit(cwd);
    const held = await run(join(cwd, 'app/deep'), 'verify');
    expect(held).toMatchObject({ code: 0, stdout: PASSING });
    expect(held.stderr).toContain('note: nothing to compare with: no Python file differs from');
    expect(held.stderr).toContain('The proof holds: the project boots with and without debug_toolbar.\n');
    writeFileSync(join(cwd, 'site_settings.py'), GUARDED['site_settings.py'].replace('127.0.0.1', '::1'));
    const differing = await run(cwd, 'verify');
    expect(differing).toMatchObject({
      code: 1,
      stdout: `${COMPARED.replace('fix        pass     pass', 'fix        FAIL     FAIL')}\
  INTERNAL_IPS, present: site_settings.py:5: lost "127.0.0.1", which was at 0
  INTERNAL_IPS, present: site_settings.py:5: gained "::1" at 0
  INTERNAL_IPS, absent: site_settings.py:5: lost "127.0.0.1", which was at 0
  INTERNAL_IPS, absent: site_settings.py:5: gained "::1" at 0
`,
    });
    expect(differing.stderr).toContain('The proof does not hold: something is not as it was.\n');
  });

  test('finds a project below the folder, and compares with another folder', async () => {
    const files = Object.entries(GUARDED).map(([name, text]) => [`src/${name}`, text]);
    const cwd = folderWith({
      ...Object.fromEntries(files),
      ...Object.fromEntries(files.map(([name, text]) => [`old/${name}`, text])),
    });
    writeFileSync(
      join(cwd, 'old/src/site_urls.py'),
      'from django.urls import path\nurlpatterns = [path("x", print)]\n',
    );
    const unclear = await run(cwd, 'verify');
    expect(unclear).toMatchObject({ code: 2, stdout: '' });
    expect(unclear.stderr).toContain('there is more than one project here; name one of old/src, src\n');
    const ran = await run(cwd, 'verify', 'src', '--before', 'old');
    expect(ran).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        '\n  urlpatterns, present: src/site_urls.py:6: lost x builtins.print, which was at 0\n',
      ),
    });
  });

  test('runs a command in both worlds once the proof holds, with the interpreter in front of others', async () => {
    const cwd = folderWith(GUARDED);
    const script = 'import sys; import django; print("so\\nfar"); import debug_toolbar';
    const failed = await run(cwd, 'verify', '-q', '--', 'python', '-c', script);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain(
      `${PASSING}\npython -c ${script}  pass     FAIL\n  absent: exited with 1; its last lines:\n    so\n    far\n`,
    );
    expect(failed.stderr).toMatch(/^djguard: this runs [^\n]+\n$/);
    const passed = await run(cwd, 'verify', '--', 'python', 'manage.py');
    expect(passed).toMatchObject({ code: 0, stdout: `${PASSING}\npython manage.py                  pass     pass\n` });
    const missing = await run(cwd, 'verify', '--', './nowhere');
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining("djguard: can't run ./nowhere: ") });
    const pointless = await run(folderWith(UNGUARDED), 'verify', '--', 'python', '-c', '');
    expect(pointless).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('\npython -c                         -        -\n'),
    });
  });

  test('--settings names the ways to start it, --timeout ends what hangs, and the line is named', async () => {
    const cwd = folderWith({ ...GUARDED, 'slow.py': 'import time\nfrom site_settings import *\n\ntime.sleep(60)\n' });
    const ran = await run(cwd, 'verify', '--settings', 'site_settings,slow', '--timeout', '8');
    expect(ran.code).toBe(1);
    expect(ran.stdout.startsWith(`${PASSING}\nslow                              present  absent\n`)).toBe(true);
    expect(ran.stdout).toContain('\n  import settings                 unproven unproven\n');
    expect(ran.stdout).toContain('with the packages too: slow.py:4: the process timed out\n');
    expect(ran.stderr).toContain('note: a step took too long: --timeout 300 gives each five minutes\n');
  });

  test('says where a package is not installed, so that both worlds are the same', async () => {
    const ran = await djguard(['verify', '--python', worlds?.absent ?? ''], { cwd: folderWith(UNGUARDED), env });
    expect(ran).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('django.setup()                  FAIL     FAIL'),
    });
    expect(ran.stderr).toContain('note: debug_toolbar not installed for ');
    expect(ran.stderr).not.toContain('as it is installed here');
  });

  test('says so where the Python is too old', async () => {
    const old = `#!/bin/sh\necho 'djguard:{"python": "2.7.18", "django": null, "installed": [], "lazy": false}'\n`;
    const cwd = folderWith({ ...GUARDED, python2: old });
    chmodSync(join(cwd, 'python2'), 0o755);
    const ran = await run(cwd, 'verify', '--python', './python2');
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('/python2 is Python 2.7.18, and a proof needs 3.6 or newer; name the project');
  });

  test('a package of the project itself is never missing', async () => {
    const cwd = folderWith({ ...GUARDED, 'own/__init__.py': '', 'site_urls.py': 'import own\n\nurlpatterns = []\n' });
    const ran = await run(cwd, 'verify', '--package', 'own');
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toContain('note: own is a package of this project: there is nothing to guard\n');
    expect(ran.stderr).toContain('Nothing to prove: the project refers to no package that may be missing.\n');
  });

  test('says where it fails for reasons of its own, and with -v what was run', async () => {
    const cwd = folderWith({ ...GUARDED, 'site_settings.py': 'import os\nSECRET_KEY = os.environ["NO_SUCH_KEY"]\n' });
    const ran = await run(cwd, 'verify', '-v');
    expect(ran).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("site_settings.py:2: KeyError: 'NO_SUCH_KEY'\n"),
    });
    expect(ran.stderr).toContain(
      'note: site_settings asks for environment variables that are not set; give them with --env NO_SUCH_KEY=x\n',
    );
    expect(ran.stderr).toMatch(/\nproject: .+\npython: .+ \(Python 3\..+, Django \d.+\)\n/);
    expect(ran.stderr).toContain('\nsettings: site_settings (manage.py)\n');
  });
});

describe.skipIf(worlds === null)('what a proof runs', () => {
  const MODULES = {
    'manage.py':
      'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", f"site_conf.settings.{os.environ[\'ENV\']}")\n',
    'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = site_conf.settings.testing\n',
    'site_urls.py': GUARDED['site_urls.py'],
    'site_conf/__init__.py': '',
    'site_conf/settings/__init__.py': '',
    'site_conf/settings/base.py': GUARDED['site_settings.py'],
    'site_conf/settings/helpers.py': 'x = 1\n',
    ...Object.fromEntries(
      ['testing', 'local', 'production', 'staging', 'container'].map((name) => [
        `site_conf/settings/${name}.py`,
        'from .base import *\n',
      ]),
    ),
  };

  test('what production may use is run where a file names it, and else named with the flag that runs it', async () => {
    const cwd = folderWith({
      ...MODULES,
      Dockerfile: 'FROM x\nENV DJANGO_SETTINGS_MODULE=site_conf.settings.container\n',
    });
    const ran = await run(cwd, 'verify', '-v');
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('\nsettings: site_conf.settings.testing (pytest.ini)\n');
    expect(ran.stderr).toContain('\nsettings: site_conf.settings.container (Dockerfile:2)\n');
    expect(ran.stderr).toContain(
      'note: these settings were not run: site_conf.settings.production (manage.py:3 may mean it), ' +
        'site_conf.settings.staging (manage.py:3 may mean it); ' +
        'run them with --settings site_conf.settings.production --settings site_conf.settings.staging\n',
    );
    const flags = ['--settings', 'site_conf.settings.production', '--settings', 'site_conf.settings.staging'];
    const { stdout, code } = await run(cwd, 'verify', ...flags, '--output-format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      environments: [{ settings: 'site_conf.settings.production' }, { settings: 'site_conf.settings.staging' }],
      notRun: [{ settings: 'site_conf.settings.container', reason: 'Dockerfile:2 names it' }],
    });
  });

  test('a part of what was run is none of its own, and one under a condition comes with the line that imports it', async () => {
    const base = `import os\nfrom .parts import *\n${GUARDED['site_settings.py']}if os.environ.get("SITE_ENV") == "prod":\n    from .env.prod import *\n`;
    const cwd = folderWith({
      ...MODULES,
      'manage.py': MANAGE.replace('site_settings', 'site_conf.settings.testing'),
      'site_conf/settings/base.py': base,
      'site_conf/settings/parts.py': 'DEBUG = True\n',
      'site_conf/settings/env/__init__.py': '',
      'site_conf/settings/env/prod.py': 'DEBUG = False\n',
    });
    const { stderr } = await run(cwd, 'verify');
    expect(stderr).not.toContain('settings.parts');
    expect(stderr).toContain(
      'note: these settings were not run: site_conf.settings.env.prod (settings named for production); ' +
        'site_conf/settings/base.py:9 imports it under a condition: where that asks for an environment variable, give it with --env\n',
    );
  });

  test('settings that name a package and are not run are named, though only developers use them', async () => {
    const local = 'from .base import *\n\nINSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar"]\n';
    const cwd = folderWith({ ...MODULES, 'site_conf/settings/local.py': local });
    const { stderr, code } = await run(cwd, '--fix', '--verify');
    expect(code).toBe(0);
    expect(stderr).toContain('site_conf.settings.local (it names a package that may be missing)');
    expect(await run(cwd, 'verify', '--settings', 'site_conf.settings.local')).toMatchObject({ code: 0 });
  });

  test("what lies among the tests is pytest's alone: it is named, and run where nothing else is", async () => {
    const ini = { 'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = tests.settings\n' };
    const tests = {
      ...ini,
      'tests/__init__.py': 'import debug_toolbar\n',
      'tests/settings.py': GUARDED['site_settings.py'],
    };
    const ran = await run(folderWith({ ...GUARDED, ...tests }), 'verify');
    expect(ran).toMatchObject({ code: 0, stdout: PASSING });
    expect(ran.stderr).toContain(
      'note: these settings were not run: tests.settings (pytest.ini names it, and it lies among the tests); run them with --settings tests.settings\n',
    );
    const empty = {
      ...GUARDED,
      'conf/__init__.py': '# Nothing here.\n',
      'asgi.py': MANAGE.replace('site_settings', 'conf'),
    };
    expect(await run(folderWith(empty), 'verify')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(
        'note: these settings were not run: conf (asgi.py names it, and it is empty); run',
      ),
    });
    const alone = await run(folderWith({ ...tests, 'site_urls.py': GUARDED['site_urls.py'] }), 'verify');
    expect(alone).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('tests.settings                    present  absent'),
    });
  });

  test('nothing is run where nothing may be missing; --all takes away what no file names', async () => {
    const files = {
      ...GUARDED,
      'site_urls.py': 'urlpatterns = []\n',
      'requirements-dev.txt': 'django-debug-toolbar\n',
    };
    const cwd = folderWith({
      ...files,
      'site_settings.py': `${GUARDED['site_settings.py']}open("was-run", "w").close()\n`,
    });
    const nothing = await run(cwd, 'verify', '--', 'python', '-c', 'open("was-run", "w").close()');
    expect(nothing).toMatchObject({ code: 0, stdout: '' });
    expect(nothing.stderr).toContain('Nothing to prove: the project refers to no package that may be missing.\n');
    expect(existsSync(join(cwd, 'was-run'))).toBe(false);
    expect(JSON.parse((await run(cwd, 'verify', '--output-format', 'json')).stdout)).toMatchObject({
      holds: false,
      outcome: 'nothing to prove',
      exitCode: 0,
    });
    const all = await run(cwd, 'verify', '--all');
    expect(all).toMatchObject({ code: 0, stdout: PASSING });
    const hidden = { ...files, 'site_urls.py': 'urlpatterns = []\n__import__("debug" + "_toolbar")\n' };
    expect(await run(folderWith(hidden), 'verify', '--all')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('resolve the URLconf, absent: site_urls.py:2: ModuleNotFoundError'),
    });
  });

  test('packages are looked for where the run looks for them: a folder above the project is one', async () => {
    const below = Object.entries(UNGUARDED).map(([name, text]) => [`site/${name}`, text]);
    const cwd = folderWith({
      ...Object.fromEntries(below),
      'requirements.txt': 'django\n',
      'site/requirements.txt': 'django\ndjango-debug-toolbar\n',
    });
    const checked = await run(cwd, '--check');
    const ran = await run(cwd, 'verify');
    expect([checked.code, ran.code]).toEqual([1, 1]);
    expect(ran.stdout).toContain('django.setup()                  pass     FAIL');
  });
});

describe.skipIf(worlds === null)('--fix --verify', () => {
  test('writes where the proof holds, and undo takes it back', async () => {
    const cwd = folderWith(UNGUARDED);
    const ran = await run(cwd, '--fix', '--verify');
    expect(ran).toMatchObject({ code: 0, stdout: COMPARED });
    expect(ran.stderr).toContain('Fixed 3 unguarded uses in 2 files.\nThe proof holds: ');
    expect(await run(cwd, '--check', '--verify')).toMatchObject({ code: 0, stdout: PASSING });
    expect(await run(cwd, 'undo')).toMatchObject({ code: 0 });
    expect([textIn(cwd, 'site_settings.py'), textIn(cwd, 'site_urls.py')]).toEqual([SETTINGS, URLS]);
  });

  test('puts the files back where it does not, and there is nothing to undo', async () => {
    const cwd = folderWith(UNGUARDED);
    const ran = await run(cwd, '--fix', '--verify', '--select', 'installed-apps');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('\n  resolve the URLconf, absent: site_urls.py:1: ');
    expect(ran.stderr).toContain('Nothing was written, since the proof does not hold');
    expect([textIn(cwd, 'site_settings.py'), textIn(cwd, 'site_urls.py')]).toEqual([SETTINGS, URLS]);
    expect(await run(cwd, 'undo')).toMatchObject({ code: 0, stderr: 'Nothing to undo.\n' });
    const json = JSON.parse(
      (await run(cwd, '--fix', '--verify', '--select', 'DJG002', '--output-format', 'json')).stdout,
    );
    expect(json).toMatchObject({ files: [{ written: false }], verify: { holds: false }, exitCode: 1 });
  });

  test('puts the files back where something else is lost without the package, and says in which line', async () => {
    const middleware = ['common.CommonMiddleware', 'security.SecurityMiddleware'].map(
      (name) => `django.middleware.${name}`,
    );
    const list = JSON.stringify([...middleware, 'debug_toolbar.middleware.DebugToolbarMiddleware']);
    const base = `${SETTINGS}MIDDLEWARE = ${list}\n`;
    const cwd = folderWith({
      'manage.py': MANAGE,
      'site_base.py': base,
      'site_settings.py': 'from site_base import *\n\nMIDDLEWARE.pop()\n',
      'site_urls.py': 'urlpatterns = []\n',
    });
    const ran = await run(cwd, '--fix', '--verify');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(
      '\n  MIDDLEWARE, absent: site_settings.py:3: lost "django.middleware.security.SecurityMiddleware", which was at 1\n',
    );
    expect(textIn(cwd, 'site_base.py')).toBe(base);
    await run(cwd, '--fix');
    expect(await run(cwd, 'verify')).toMatchObject({ code: 1, stdout: expect.stringContaining('SecurityMiddleware') });
  });

  test('what these settings never come to is said to be that', async () => {
    const settings = `${GUARDED['site_settings.py']}import os\n\nif os.environ.get("PANELS"):\n    INSTALLED_APPS += ["debug_toolbar"]\n`;
    const cwd = folderWith({ ...GUARDED, 'site_settings.py': settings });
    expect(await run(cwd, 'verify')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(
        'note: with these settings the project never comes to 1 unguarded use, which djguard --check lists\n',
      ),
    });
    const idle = 'note: the project started without the package before as well: ';
    const fixed = await run(cwd, '--fix', '--verify');
    expect(fixed).toMatchObject({ code: 0, stderr: expect.stringContaining(idle) });
    await run(cwd, 'undo');
    const reached = await run(cwd, '--fix', '--verify', '--env', 'PANELS=1');
    expect(reached.code).toBe(0);
    expect(reached.stderr).toContain('What failed before without it and passes now: django.setup()');
    expect(reached.stderr).not.toContain(idle);
  });

  test('what failed before as well, in both worlds, refuses no fix and fails no check', async () => {
    const settings = `${SETTINGS}WSGI_APPLICATION = "nowhere.application"\n`;
    const cwd = folderWith({ ...UNGUARDED, 'site_settings.py': settings });
    const ran = await run(cwd, '--fix', '--verify');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('\n  build the WSGI handler          unproven unproven\n');
    expect(ran.stdout).toContain(
      "\n  build the WSGI handler, unproven, since it fails with the packages too: ImproperlyConfigured: WSGI application 'nowhere.application' could not be loaded",
    );
    expect(ran.stderr).toContain('Fixed 3 unguarded uses in 2 files.\nThe proof holds: ');
    expect(ran.stderr).toContain(' What failed before without it and passes now: django.setup(), system checks, ');
    expect(await run(cwd, '--check', '--verify')).toMatchObject({ code: 0 });
    const wholly = folderWith({ ...UNGUARDED, 'site_settings.py': `${SETTINGS}raise ValueError("no")\n` });
    expect(await run(wholly, '--fix', '--verify')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Nothing is proven for site_settings, which did not start before either.\n'),
    });
    expect(await run(wholly, 'verify', '--package', 'debug_toolbar')).toMatchObject({ code: 1 });
    const partly = folderWith({ ...GUARDED, 'site_other.py': 'raise ValueError("no")\n' });
    const both = ['--settings', 'site_settings,site_other'];
    const proved = await run(partly, 'verify', ...both, '--output-format', 'json');
    expect(proved.code).toBe(1);
    expect(JSON.parse(proved.stdout)).toMatchObject({ holds: false, outcome: 'unproven', exitCode: 1 });
    const checked = await run(partly, '--check', '--verify', ...both);
    expect(checked).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(
        'No unguarded use found.\nnote: it does not start as it is installed here either: --python, --settings or environment variables may help\n' +
          'Proven in part: with site_settings the project boots with and without debug_toolbar. ' +
          'Nothing is proven for site_other, which did not start before either.\n',
      ),
    });
  });

  test.each([
    ['a module', 'import local_things', 'local_things is neither in the project nor installed for '],
    ['a file', 'open("secrets.json")', 'site_settings reads secrets.json, which is not there: '],
  ])('says what is missing: %s', async (_, code, hint) => {
    const { stderr } = await run(
      folderWith({ ...GUARDED, 'site_settings.py': `${code}\n${GUARDED['site_settings.py']}` }),
      'verify',
    );
    expect(stderr).toContain(`note: ${hint}`);
    expect(stderr).not.toContain('as it is installed here');
  });

  test('Ctrl-C in the middle of the proof puts the files back', async () => {
    const hanging = `${SETTINGS}import os, time\nif os.path.exists("wait"):\n    open("waiting", "w").close()\n    time.sleep(60)\n`;
    const cwd = folderWith({ ...UNGUARDED, 'site_settings.py': hanging, 'wait.not-yet': '' });
    const child = spawn(process.execPath, [COMMAND, '--fix', '--verify'], {
      cwd,
      env: { ...env, VIRTUAL_ENV: venv },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    while (textIn(cwd, 'site_urls.py') === URLS && child.exitCode === null) await sleep(0);
    renameSync(join(cwd, 'wait.not-yet'), join(cwd, 'wait'));
    while (!existsSync(join(cwd, 'waiting')) && child.exitCode === null) await sleep(5);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(stderr).toContain('djguard: interrupted: the files are as they were\n');
    expect([textIn(cwd, 'site_settings.py'), textIn(cwd, 'site_urls.py')]).toEqual([hanging, URLS]);
    expect(await run(cwd, 'undo')).toMatchObject({ stderr: 'Nothing to undo.\n' });
  });
});

describe.skipIf(worlds === null)('--check --verify', () => {
  test('fails where nothing needs rewriting and the project does not boot all the same', async () => {
    const urls = 'urlpatterns = []\nname = "debug" + "_toolbar"\n__import__(name)\n';
    const ran = await run(
      folderWith({ ...GUARDED, 'site_urls.py': urls }),
      '--check',
      '--verify',
      '--package',
      'debug_toolbar',
    );
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('URLconf, absent: site_urls.py:3: ') });
    expect(ran.stderr).toContain('No unguarded use found.\nThe proof does not hold: 2 steps failed.\n');
  });

  test('lists what is unguarded above the proof; other formats leave the proof to stderr', async () => {
    const cwd = folderWith(UNGUARDED);
    const text = await run(cwd, '--check', '--verify');
    expect(text).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^site_settings\.py:3:\d+: DJG002 [\s\S]+\n\nsite_settings +present/),
    });
    const github = await run(cwd, '--check', '--verify', '--output-format', 'github');
    expect(github).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('\n  django.setup()                  pass     FAIL\n'),
    });
    expect(github.stdout).toMatch(/^(::(error|warning) .+\n)+$/);
  });

  test('runs a command behind -- in both worlds, and collects static files as manage.py does', async () => {
    const cwd = folderWith(GUARDED);
    const script = 'import sys; import debug_toolbar';
    const ran = await run(cwd, '--check', '--verify', '--', 'python', '-c', script);
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining(`\npython -c ${script}  pass     FAIL\n`) });
    expect(await run(cwd, '--check', '--verify', '--', 'python', 'manage.py')).toMatchObject({ code: 0 });
    const settings = `${GUARDED['site_settings.py'].replace('"static-root"', 'None')}STATICFILES_DIRS = ["assets"]\n`;
    const nowhere = folderWith({ ...GUARDED, 'site_settings.py': settings, 'assets/x.css': '' });
    const unset = await run(nowhere, '--check', '--verify');
    expect(unset).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        "unproven, since it fails with the packages too: ImproperlyConfigured: You're using",
      ),
    });
    expect(unset.stderr).toContain(' Unproven, since it fails with the packages too: collectstatic --dry-run.\n');
  });

  test('nothing is run unless asked', async () => {
    const cwd = folderWith({ ...GUARDED, 'site_settings.py': `${SETTINGS}open("was-run", "w").close()\n` });
    for (const args of [['--check'], [], ['--fix'], ['undo']]) await run(cwd, ...args);
    expect(existsSync(join(cwd, 'was-run'))).toBe(false);
    await run(cwd, '--check', '--verify');
    expect(existsSync(join(cwd, 'was-run'))).toBe(true);
  });
});

test.each<[string, readonly string[], string]>([
  ['--verify alone', ['--verify'], '--verify goes with --check or --fix'],
  ['a flag of the proof without one', ['--check', '--python', 'x'], '--python is for djguard verify, and for --verify'],
  ['two projects', ['verify', 'a', 'b'], 'verify takes one project; a command goes behind --'],
  ['a mode', ['verify', '--fix'], '--fix is not for djguard verify'],
  ['--before with --fix', ['--fix', '--verify', '--before', 'x'], '--before is not for --fix'],
  ['a folder that is none', ['verify', 'nowhere'], 'there is no folder '],
  ['a folder without a project', ['verify'], 'no manage.py in '],
  ['settings that are no name', ['verify', '--settings', 'a-b'], '"a-b" is no settings module'],
  ['a timeout that is none', ['verify', '--timeout', '0'], '--timeout takes seconds, not "0"'],
  [
    'a format without a place for it',
    ['verify', '--output-format', 'sarif'],
    '--output-format takes text, json, not sarif',
  ],
  ['standard input', ['-', '--fix', '--verify'], '--verify needs a project'],
  ['no interpreter', ['verify', 'app', '--python', './nowhere'], "can't run the interpreter "],
  [
    'an interpreter of something else',
    ['verify', 'app', '--python', process.execPath],
    'does not work as a Python 3.6 or newer',
  ],
])('%s is a usage error', async (_, args, message) => {
  const cwd = folderWith(
    Object.fromEntries(Object.entries(GUARDED).map(([name, text]) => [`app/deeper/${name}`, text])),
  );
  if (args[0] === 'verify' && !args.includes('app'))
    renameSync(join(cwd, 'app/deeper/manage.py'), join(cwd, 'app/main.py'));
  const ran = await djguard(args, { cwd, env });
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr.replace(/^djguard: this runs .+\n/, '')).toMatch(/^djguard: [^\n]+\n$/);
  expect(ran.stderr).toContain(message);
});
