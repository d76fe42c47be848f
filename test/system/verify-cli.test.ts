import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith } from '../command.ts';
import { GUARDED, MANAGE, MODULES, PASSING, run, SETTINGS, textIn, UNGUARDED, worlds } from '../small-site.ts';

describe.skipIf(worlds === null)('djguard verify', { timeout: 300_000 }, () => {
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
});

describe.skipIf(worlds === null)('what a proof runs', { timeout: 300_000 }, () => {
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
});

describe.skipIf(worlds === null)('--fix --verify', { timeout: 300_000 }, () => {
  test('puts the files back where something else is lost without the package, and says in which line', async () => {
    const middleware = ['common.CommonMiddleware', 'security.SecurityMiddleware'].map(
      (name) => `django.middleware.${name}`,
    );
    const list = JSON.stringify([...middleware, 'debug_toolbar.middleware.DebugToolbarMiddleware']);
    const base = `${SETTINGS}MIDDLEWARE = ${list}\n`;
    const cwd = folderWith({
      'manage.py': MANAGE,
      'site_base.py': base,
      'site_settings.py': 'import sys\nfrom site_base import *\nvars(sys.modules[__name__])["MIDDLE" + "WARE"].pop()\n',
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

  test('what was changed and no step runs is named in the last line', async () => {
    const settings = `import sys\n\n${SETTINGS}if "test" in sys.argv:\n    INSTALLED_APPS += ["debug_toolbar"]\n`;
    const ran = await run(folderWith({ ...UNGUARDED, 'site_settings.py': settings }), '--fix', '--verify');
    expect(ran.stderr).toMatch(
      / Not proven: line \d+ of site_settings\.py, which belongs to what was changed and ran in no step\.\n$/,
    );
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
        'No unguarded use found.\nnote: what stops it here has nothing to do with the packages, and the error is all that is known of it: mend what it names, or prove with other settings (--settings), another interpreter (--python) or environment variables (--env)\n' +
          'Proven in part: with site_settings the project boots with and without debug_toolbar. ' +
          'Nothing is proven for site_other, which did not start before either.\n',
      ),
    });
  });
});
