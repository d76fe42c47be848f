import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedBy } from '../src/rewrite/documented-settings.ts';
import type { Before } from '../src/verify/before.ts';
import { runIn } from '../src/verify/command.ts';
import { matrixOf } from '../src/verify/matrix.ts';
import { findEnvironments } from '../src/verify/project/environments.ts';
import { sourcesAtHead } from '../src/verify/project/head.ts';
import { locateProject } from '../src/verify/project/project.ts';
import { findPython } from '../src/verify/project/python.ts';
import { prove } from '../src/verify/proof.ts';
import type { Proof } from '../src/verify/types.ts';
import { rules } from '../transforms/index.ts';
import { FIXTURES } from './projects.ts';
import { cleanEnvironment, pythonWorlds } from './world.ts';

const SMALL = { 'settings.py': 'SECRET_KEY = "x"\nROOT_URLCONF = "urls"\n', 'urls.py': 'urlpatterns = []\n' };
const DEV = ['debug_toolbar'];
const { atFirstUse } = documentedBy(rules);

const worlds = await pythonWorlds();
const python = worlds?.present ?? '';
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djguard-verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A new folder with these files in it. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(folder, 'project-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

function proofOf(root: string, settings = 'settings', before: Before = null, timeout = 30): Promise<Proof> {
  const environments = [{ settings, configuration: null, source: '--settings' }];
  const env = cleanEnvironment();
  return prove({ python, root, environments, packages: DEV, atFirstUse, before, timeout, env });
}

const overlayOf = (files: Readonly<Record<string, string>>): Before => ({
  overlay: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])),
});

describe('what a project says about itself', () => {
  test.each([
    ['settings-package', ['manage.py config.settings.development', 'config/asgi.py config.settings.production']],
    ['single-file', ['manage.py wiki.settings']],
    ['class-based', ['manage.py shop.settings:Dev', 'shop/asgi.py shop.settings:Prod']],
    ['documented-recipe', ['manage.py mysite.settings']],
  ])('the settings modules of %s', async (name, expected) => {
    const found = await findEnvironments(join(FIXTURES, name, 'before'));
    const shown = found.map(({ settings, configuration, source }) =>
      configuration ? `${source} ${settings}:${configuration}` : `${source} ${settings}`,
    );
    expect(shown).toEqual(expected);
  });

  test('the settings modules in pyproject.toml and pytest.ini, and none of what is installed', async () => {
    const root = await project({
      'pyproject.toml': '[tool.pytest.ini_options]\nDJANGO_SETTINGS_MODULE = "a.test"\nDJANGO_CONFIGURATION = "Test"\n',
      'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = a.ini\n',
      'demo/manage.py': 'os.environ["DJANGO_SETTINGS_MODULE"] = "another.project"\n',
      'venv/pyvenv.cfg': '',
      'venv/lib/manage.py': 'os.environ["DJANGO_SETTINGS_MODULE"] = "not.ours"\n',
      'src/wsgi.py': "os.environ['DJANGO_SETTINGS_MODULE'] = 'a.prod'\n",
    });
    expect(await findEnvironments(root)).toEqual([
      { settings: 'a.prod', configuration: null, source: 'src/wsgi.py' },
      { settings: 'a.test', configuration: 'Test', source: 'pyproject.toml' },
      { settings: 'a.ini', configuration: null, source: 'pytest.ini' },
    ]);
  });

  test('a pyproject.toml with a byte order mark, or that is none', async () => {
    const toml = '\uFEFF[tool.django-stubs]\r\ndjango_settings_module = "a.dev"\r\n';
    const found = { settings: 'a.dev', configuration: null, source: 'pyproject.toml' };
    expect(await findEnvironments(await project({ 'pyproject.toml': toml }))).toEqual([found]);
    expect(await findEnvironments(await project({ 'pyproject.toml': `${toml}broken` }))).toEqual([]);
  });

  test('where nothing names the settings, those that go by their names are offered', async () => {
    const files = ['shop/settings/__init__.py', 'shop/settings/prod.py', 'shop/urls.py', 'venv/lib/settings.py'];
    const root = await project({
      'manage.py': 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{{ project_name }}.settings")\n',
      'venv/pyvenv.cfg': '',
      ...Object.fromEntries(files.map((file) => [file, ''])),
    });
    await expect(locateProject(root, { python: 'python3', settings: [] })).rejects.toThrow(
      'name them with --settings, such as --settings shop.settings or --settings shop.settings.prod',
    );
  });

  test("the project's virtual environment comes before the active one, and that before python3", async () => {
    const files = ['.venv/bin/python', 'active/bin/python', 'plain/manage.py', 'named/virtualenv/bin/python'];
    const root = await project(Object.fromEntries(files.map((file) => [file, ''])));
    const active = { VIRTUAL_ENV: join(root, 'active') };
    expect(await findPython([join(root, 'plain'), root], active)).toBe(join(root, '.venv/bin/python'));
    expect(await findPython([join(root, 'plain')], active)).toBe(join(root, 'active/bin/python'));
    expect(await findPython([join(root, 'plain')], {})).toBe('python3');
    expect(await findPython([join(root, 'named')], active)).toBe(join(root, 'named/virtualenv/bin/python'));
  });

  test("git's HEAD, in a folder of the repository", async () => {
    const root = await project({ 'site/a.py': 'old = "é"\n', 'site/b.py': 'same\n', 'other.py': 'x\n' });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x', ...args], { cwd: root });
    expect(await sourcesAtHead(join(root, 'site'))).toBeNull();
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'x');
    await writeFile(join(root, 'site/a.py'), 'new\n');
    await writeFile(join(root, 'other.py'), 'y\n');
    expect(await sourcesAtHead(join(root, 'site'))).toEqual(new Map([['a.py', Buffer.from('old = "é"\n')]]));
  });
});

describe.skipIf(worlds === null)('the proof', { timeout: 60_000 }, () => {
  test('holds for a fixed project, and not for what it was before', async () => {
    const [before, after] = ['before', 'after'].map((name) => join(FIXTURES, 'settings-package', name)) as [
      string,
      string,
    ];
    const changed = ['config/settings/base.py', 'config/urls.py'];
    const texts = await Promise.all(changed.map((path) => readFile(join(before, path), 'utf8')));
    const overlay = overlayOf(Object.fromEntries(changed.map((path, at) => [path, texts[at] ?? ''])));
    const settings = 'config.settings.development';
    const proofs = await Promise.all([
      proofOf(before, settings),
      proofOf(after, settings, overlay),
      proofOf(after, settings, { root: before }),
    ]);
    expect(proofs.map(({ outcome }) => outcome)).toEqual(['fails', 'holds', 'holds']);
    expect(proofs.map(({ rows }) => rows[0]?.compared.differences)).toEqual([[], [], []]);
  });

  test('prints a table, and where each world failed', async () => {
    const root = await project({ ...SMALL, 'urls.py': 'import os\nimport debug_toolbar\nurlpatterns = []\n' });
    expect(matrixOf(await proofOf(root, 'settings', overlayOf(SMALL)))).toBe(`\
settings                          present  absent
  import settings                 pass     pass
  django.setup()                  pass     pass
  system checks                   pass     FAIL
  build the WSGI handler          pass     pass
  build the ASGI handler          pass     pass
  resolve the URLconf             pass     FAIL
  template engines                pass     pass
  dotted names in settings        pass     pass
  values as before the fix        pass     pass
  system checks, absent: urls.py:2: ModuleNotFoundError: No module named 'debug_toolbar'
  resolve the URLconf, absent: urls.py:2: ModuleNotFoundError: No module named 'debug_toolbar'
`);
  });

  test('says what differs, and forgives what no two starts agree on', async () => {
    const was =
      'import random\nSECRET_KEY = str(random.random())\nROOT_URLCONF = "urls"\nMARK = ["a", "b", "c"]\nPAIR = [1]\n';
    const is = was.replace('"a", "b", "c"', '"b", "a", "d"').replace('PAIR = [1]', 'PAIR = (1,)');
    const views =
      'from django.urls import path\nfrom django.views import View\nurlpatterns = [path("x", View.as_view())]\n';
    const root = await project({ 'settings.py': is, 'urls.py': views });
    const proof = await proofOf(root, 'settings', overlayOf({ 'settings.py': was, 'urls.py': SMALL['urls.py'] }));
    expect(proof.outcome).toBe('fails');
    const where = { file: 'settings.py', line: 4 };
    const pair = { file: 'settings.py', line: 5 };
    const urls = { file: 'urls.py', line: 3 };
    expect(proof.rows[0]?.compared).toEqual({
      differences: (['present', 'absent'] as const).flatMap((world) => [
        { world, where, subject: 'MARK', message: 'lost "c", which was at 2' },
        { world, where, subject: 'MARK', message: 'gained "d" at 2' },
        { world, where, subject: 'MARK', message: 'differs from 0 on: "b" was at 1 and is at 0' },
        { world, where: pair, subject: 'PAIR', message: 'was a list and is a tuple' },
        { world, where: urls, subject: 'urlpatterns', message: 'gained x django.views.generic.base.View at 0' },
      ]),
      excused: [],
      restless: ['SECRET_KEY'],
    });
  });

  test('an entry that moved, and one that stands twice', async () => {
    const was = `${SMALL['settings.py']}A = ["a", "b", "c"]\nB = ["a", "b"]\n`;
    const is = `${SMALL['settings.py']}A = ["b", "a", "c"]\nB = ["a", "b", "b"]\n`;
    const proof = await proofOf(
      await project({ ...SMALL, 'settings.py': is }),
      'settings',
      overlayOf({ 'settings.py': was }),
    );
    expect(proof.rows[0]?.compared.differences).toMatchObject(
      (['present', 'absent'] as const).flatMap((world) => [
        { world, subject: 'A', message: 'differs from 0 on: "b" was at 1 and is at 0' },
        { world, subject: 'B', message: 'differs from 2 on: "b" was at 1 and is at 1, 2' },
      ]),
    );
  });

  test.each([
    ['EMAIL_BACKEND = "debug_toolbar.mail.Backend"', 'EMAIL_BACKEND names'],
    ['LOGGING = {"handlers": {"x": {"class": "debug_toolbar.log.Handler"}}}\nLOGGING_CONFIG = None', 'LOGGING names'],
  ])('a name that Django imports only later: %s', async (line, message) => {
    const proof = await proofOf(await project({ ...SMALL, 'settings.py': `${SMALL['settings.py']}${line}\n` }));
    expect(matrixOf(proof)).toContain(`dotted names in settings, absent: ImportError: ${message} 'debug_toolbar.`);
  });

  test.each([
    ['print to every stream', 'import os, sys\nprint("{}")\nsys.stderr.write("{}")\nos.closerange(3, 64)\n', 'passed'],
    ['exit', 'import sys\nsys.exit(0)\n', 'failed'],
    ['end the process', 'import os\nos._exit(0)\n', 'died'],
    ['never end', 'import time\nwhile True:\n    time.sleep(1)\n', 'timed out'],
  ])('settings that %s', async (_, more, outcome) => {
    const root = await project({ ...SMALL, 'settings.py': `${SMALL['settings.py']}${more}` });
    const [row] = (await proofOf(root, 'settings', null, outcome === 'timed out' ? 2 : 30)).rows;
    expect(row?.present.steps.get('settings')?.outcome).toBe(outcome);
    expect(row?.present.steps.get('setup')?.outcome).toBe(outcome === 'passed' ? 'passed' : 'not reached');
  });

  test('what takes too long in one world alone is started once more, with more time', async () => {
    const slow =
      'import os, sys, time\nif sys.modules.get("debug_toolbar", 0) is None and not os.path.exists("began"):\n' +
      '    open("began", "w").close()\n    time.sleep(60)\n';
    const root = await project({ ...SMALL, 'settings.py': `${SMALL['settings.py']}${slow}` });
    expect(await proofOf(root, 'settings', null, 6)).toMatchObject({ outcome: 'holds' });
  });

  test('a Python that cannot run the probe is an error, not a failed proof', async () => {
    const root = await project(SMALL);
    const environments = [{ settings: 'settings', configuration: null, source: '' }];
    const request = { root, environments, packages: DEV, atFirstUse, before: null, timeout: 5 };
    const proof = prove({ ...request, python: process.execPath });
    await expect(proof).rejects.toThrow("does not run djguard's probe");
  });

  test("the user's own command sees the package in one world only", async () => {
    const root = await project({ 'sitecustomize.py': 'import sys\nsys.own = True\n' });
    const script =
      'import sys, importlib.util as u, importlib.metadata as m; print(u.find_spec("debug_toolbar") is None, getattr(sys, "own", None), "django-debug-toolbar" in [d.metadata["Name"] for d in m.distributions()])';
    const env = { ...cleanEnvironment(), PYTHONPATH: root };
    const command = [python, '-c', script] as const;
    const ran = await Promise.all(
      (['present', 'absent'] as const).map((world) =>
        runIn(world, [...command], DEV, { cwd: root, env, python, seconds: 30, memory: null }),
      ),
    );
    expect(ran.map(({ code, output }) => [code, output])).toEqual([
      [0, 'False True True\n'],
      [0, 'True True False\n'],
    ]);
  });

  test('leaves no file in the project', async () => {
    const root = await project(SMALL);
    await cp(root, `${root}-copy`, { recursive: true });
    await proofOf(root);
    expect(execFileSync('diff', ['-r', root, `${root}-copy`]).toString()).toBe('');
  });
});
