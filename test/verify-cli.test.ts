import { spawn } from 'node:child_process';
import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMAND, djguard, folderWith, program } from './command.ts';
import {
  COMPARED,
  env,
  GUARDED,
  MANAGE,
  MODULES,
  PASSING,
  run,
  SETTINGS,
  textIn,
  UNGUARDED,
  URLS,
  venv,
  worlds,
} from './small-site.ts';

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

  test('hides what the project refers to alone; names what it writes as it starts, and what its apps change', async () => {
    const cwd = folderWith({
      ...GUARDED,
      'requirements-dev.txt': 'django-debug-toolbar\npytest\ndjango-silk\ncolorlog\nfactory-boy\n',
      'site_settings.py': `${GUARDED['site_settings.py'].replace('"]', '", "shop.apps.Shop"]')}open("x.log", "w").close()\nCHAIN = ["a"]\n`,
      'shop/__init__.py': '',
      'shop/apps.py':
        'from django.apps import AppConfig\nfrom django.conf import settings\n\n\nclass Shop(AppConfig):\n    name = "shop"\n\n    def ready(self):\n        settings.CHAIN.append("b")\n',
    });
    const ran = await run(cwd, 'verify');
    expect(ran, ran.stdout).toMatchObject({ code: 0, stdout: PASSING });
    expect(ran.stderr).toContain('The proof holds: the project boots with and without debug_toolbar.\n');
    expect(ran.stderr).not.toMatch(/silk|pytest|colorlog|factory/);
    expect(ran.stderr).toContain('note: the project itself writes files as it starts, which stay there: x.log\n');
    expect(ran.stderr).toContain(
      'note: its apps change settings as they load, which are compared as they were before: CHAIN (site_settings)\n',
    );
  });

  test('log files of another machine stop no proof, and are named', async () => {
    const handler = '{"class": "logging.FileHandler", "filename": "/no/such/folder/site.log"}';
    const logging = `LOGGING = {"version": 1, "handlers": {"file": ${handler}}, "root": {"handlers": ["file"]}}\n`;
    const cwd = folderWith({ ...GUARDED, 'site_settings.py': `${GUARDED['site_settings.py']}${logging}` });
    const ran = await run(cwd, 'verify');
    expect(ran, ran.stdout).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain(
      'note: log files that could not be opened here, so that nothing was logged to them: /no/such/folder/site.log\n',
    );
  });

  test('--all hides what the manifests have for development, though no finding names it', async () => {
    const formatter = 'LOGGING = {"version": 1, "formatters": {"x": {"()": "colorlog.ColoredFormatter"}}}\n';
    const logging = `${GUARDED['site_settings.py']}${formatter}`;
    const coloured = {
      ...env,
      VIRTUAL_ENV: venv,
      PYTHONPATH: folderWith({
        'colorlog.py': 'import logging\n\n\nclass ColoredFormatter(logging.Formatter):\n    pass\n',
      }),
    };
    const named = folderWith({
      ...GUARDED,
      'requirements.txt': 'Django\n',
      'requirements-dev.txt': 'django-debug-toolbar\ncolorlog\n',
      'site_settings.py': logging,
    });
    const checked = await djguard(['verify', '--all'], { cwd: named, env: coloured });
    expect(checked, checked.stderr).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        "Unable to configure formatter 'x', from ModuleNotFoundError: No module named 'colorlog'",
      ),
    });
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
    const files = {
      ...MODULES,
      'manage.py': MANAGE.replace('site_settings', 'site_conf.settings.testing'),
      'site_conf/settings/base.py': base,
      'site_conf/settings/parts.py': 'DEBUG = True\n',
      'site_conf/settings/env/__init__.py': '',
      'site_conf/settings/env/prod.py': 'DEBUG = False\n',
    };
    const { stderr } = await run(folderWith(files), 'verify');
    expect(stderr).not.toContain('settings.parts');
    expect(stderr).toContain(
      'note: these settings were not run: site_conf.settings.env.prod (settings named for production); ' +
        'site_conf/settings/base.py:9 imports it under a condition: where that asks for an environment variable, give it with --env, ' +
        'or run it by itself with --settings site_conf.settings.env.prod\n',
    );
    const chosen = { 'site_conf/settings/env/prod.py': 'from ..parts import *\nDEBUG = False\n' };
    const met = await run(folderWith({ ...files, ...chosen }), 'verify', '--env', 'SITE_ENV=prod');
    expect(met.stderr).toContain('The proof holds: ');
    expect(met.stderr).not.toContain('env.prod');
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

  test('what was changed and no step runs is named, and not said to be proven', async () => {
    const settings = `import sys\n\n${SETTINGS}if "test" in sys.argv:\n    INSTALLED_APPS += ["debug_toolbar", "own"]\n`;
    const cwd = folderWith({ ...UNGUARDED, 'site_settings.py': settings });
    const ran = await run(cwd, '--fix', '--verify', '--output-format', 'json');
    const { verify } = JSON.parse(ran.stdout);
    expect(ran.code, ran.stdout).toBe(0);
    const lines = textIn(cwd, 'site_settings.py').split('\n');
    const unreached = verify.unreached.map(
      ({ path, line, endLine }: { path: string; line: number; endLine: number }) => ({
        path,
        lines: lines.slice(line - 1, endLine),
      }),
    );
    expect(unreached).toEqual([
      {
        path: 'site_settings.py',
        lines: ['    if debug_toolbar is not None:', '        INSTALLED_APPS += ["debug_toolbar"]'],
      },
      { path: 'site_settings.py', lines: ['    INSTALLED_APPS += ["own"]'] },
    ]);
  });

  test.each([
    ['a module', 'import local_things', 'local_things is neither in the project nor installed for '],
    [
      'a submodule',
      'import shared_style',
      'shared_style is in the git submodule lib/shared_style, which is not checked out: git submodule update --init\n',
    ],
    ['a file', 'open("secrets.json")', 'site_settings reads secrets.json, which is not there: '],
  ])('says what is missing: %s', async (_, code, hint) => {
    const { stderr } = await run(
      folderWith({
        ...GUARDED,
        'site_settings.py': `${code}\n${GUARDED['site_settings.py']}`,
        '.gitmodules': '[submodule "style"]\n\tpath = lib/shared_style\n\turl = ../style.git\n',
      }),
      'verify',
    );
    expect(stderr).toContain(`note: ${hint}`);
    expect(stderr).not.toContain('what stops it here');
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
    const markdown = await run(cwd, '--check', '--verify', '--output-format', 'markdown');
    expect(markdown.stdout).toMatch(/\n#### The proof does not hold: .+\n\n```text\nsite_settings +present +absent\n/);
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
