import { describe, expect, test } from 'vitest';
import { djguard, folderWith } from '../command.ts';
import { CAUSE, env, MANIFEST, MENDED, PROGRAM, python, verify, worlds } from './small-program.ts';

test.runIf(worlds !== null)('the frameworks can be installed', () => {
  expect(python).not.toBeNull();
});

describe.skipIf(python === null)('a program without Django', { timeout: 300_000 }, () => {
  test('fails where it asks for a development package, and holds once it does without', async () => {
    const broken = await verify(folderWith(PROGRAM), '--entry', 'shop.main:app');
    expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining(CAUSE) });
    const mended = await verify(folderWith(MENDED), '--entry', 'shop.main:app', '--entry', 'uvicorn shop.main:app');
    expect(mended, mended.stdout).toMatchObject({ code: 0 });
    expect(mended.stderr).toContain(
      'The proof holds: shop.main:app, uvicorn shop.main:app start with and without beautifulsoup4, nowhere-installed and',
    );
    expect(mended.stderr).toContain('note: nowhere_installed not installed for ');
  });

  test('a package is imported with all that is in it, but tests and scripts', async () => {
    const more = {
      'shop/deep/part.py': 'from shop import pages\n',
      'shop/other.py': 'import bs4\n',
      'shop/__main__.py': 'raise SystemExit(3)\n',
      'shop/tests/test_x.py': 'import pytest\n',
      'shop/broken.py': 'import never_installed\n',
    };
    const ran = await verify(folderWith({ ...PROGRAM, ...more }), '--module', 'shop');
    expect(ran.stdout).toBe(`\
shop                              present  absent
  import shop                     pass     pass
  import shop.broken              unproven unproven
  import 2 modules in it          pass     pass
  import 6 modules in it          pass     FAIL
  import shop.broken, unproven, since it fails with the packages too: shop/broken.py:1: ModuleNotFoundError: No module named 'never_installed'
  import shop.deep.part and 4 more, absent: ${CAUSE}declare beautifulsoup4 for production, or do without it there
  import shop.other, absent: shop/other.py:1: ModuleNotFoundError: No module named 'bs4'
    pyproject.toml:6 declares beautifulsoup4 for development: declare beautifulsoup4 for production, or do without it there
`);
    expect(ran.stderr).toContain(
      'note: not imported, as they are tests, migrations or scripts by their names: shop.__main__, shop.tests\n',
    );
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining('The proof does not hold: 6 steps failed.') });
  });

  test('what production has through another package is not hidden, nor what it imports under the same name', async () => {
    const cwd = folderWith({
      'pyproject.toml': MANIFEST.replace('"beautifulsoup4"', '"starlette", "click"'),
      'main.py': 'import click, starlette\n',
    });
    const ran = await verify(cwd, '--entry', 'main');
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain(
      'note: not hidden, since production has it through another package: click, starlette\n',
    );
  });

  test('is proven nothing of where the manifests have no development packages', async () => {
    const cwd = folderWith({ 'requirements.txt': 'fastapi\n', 'main.py': 'raise SystemExit(4)\n' });
    const ran = await verify(cwd, '--entry', 'main');
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toContain('Nothing to prove: the manifests declare no package for development alone');
  });

  test('is found in the folder that the metadata names', async () => {
    const packages = '\n[tool.hatch.build.targets.wheel]\npackages = ["lib/store"]\n';
    const cwd = folderWith({ 'pyproject.toml': MANIFEST + packages, 'lib/store/main.py': 'app = print\n' });
    expect(await verify(cwd, '--entry', 'store.main:app')).toMatchObject({ code: 0 });
  });

  test('what does not end is run for a while, and said so', async () => {
    const cwd = folderWith({ ...MENDED, 'serve.py': 'import shop.pages, time\ntime.sleep(600)\n' });
    const ran = await verify(cwd, '--timeout', '1', '--entry', 'python serve.py');
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain('note: python serve.py was really run, and ended while it was still running');
  });

  test('what cannot be started is said, and proves nothing', async () => {
    const cwd = folderWith(MENDED);
    const ran = await verify(cwd, '--entry', 'nothing-like-this serve');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain("LookupError: djguard can't start nothing-like-this");
    const wrong = await verify(cwd, '--module', 'shop.main:app');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--module takes the name of a package') });
    const stray = await djguard(['--check', '--entry', 'x'], { cwd, env });
    expect(stray).toMatchObject({ code: 2, stderr: expect.stringContaining('--entry is for djguard verify') });
  });

  test('routes that a change takes away fail the proof; those that only the package brings are listed', async () => {
    const guarded = `try:\n    import bs4\nexcept ImportError:\n    bs4 = None\n\nfrom flask import Flask\n\napp = Flask("shop")\n`;
    const routes =
      '\n\n@app.get("/a")\ndef a():\n    return ""\n\n\nif bs4:\n\n    @app.get("/b")\n    def b():\n        return ""\n';
    const before = folderWith({ 'pyproject.toml': MANIFEST, 'main.py': guarded + routes });
    const held = await verify(before, '--entry', 'main:app');
    expect(held).toMatchObject({ code: 0 });
    expect(held.stdout).toContain('routes, absent: ');
    const lost = await verify(
      folderWith({ 'pyproject.toml': MANIFEST, 'main.py': guarded }),
      '--entry',
      'main:app',
      '--before',
      before,
    );
    expect(lost).toMatchObject({ code: 1, stderr: expect.stringContaining('something is not as it was') });
  });
});

describe.skipIf(python === null)('a Django project', { timeout: 300_000 }, () => {
  const PROJECT = {
    'pyproject.toml': MANIFEST.replace('"beautifulsoup4"', '"django-debug-toolbar"'),
    'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n',
    'site_settings.py':
      'SECRET_KEY = "x"\nINSTALLED_APPS = ["django.contrib.contenttypes", "debug_toolbar", "orders"]\n',
    'site_queue.py':
      'import os\n\nfrom celery import Celery\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n' +
      'app = Celery("site")\napp.autodiscover_tasks()\n',
    'orders/__init__.py': '',
    'orders/models.py': 'from django.db import models\n\n\nclass Order(models.Model):\n    pass\n',
    'orders/tasks.py': 'from site_queue import app\n\n\n@app.task\ndef post():\n    pass\n',
  };
  const PACKAGE = { 'debug_toolbar/__init__.py': '' };

  test('has its worker and its packages proved, before and after the fix', async () => {
    const cwd = folderWith(PROJECT);
    const toolbar = { ...env, PYTHONPATH: folderWith(PACKAGE) };
    const flags = ['--python', python ?? '', '--entry', 'celery -A site_queue worker', '--module', 'orders'];
    const first = await djguard(['verify', ...flags], { cwd, env: toolbar });
    expect(first.stdout).toContain('  import its tasks                pass     FAIL\n');
    expect(first.stdout).toContain('site_settings.py:2:50: DJG002 [production] unguarded application of debug_toolbar');
    expect(first.stdout).toContain('orders (site_settings)            present  absent\n');
    const fixed = await djguard(['--fix', '--verify', ...flags], { cwd, env: toolbar });
    expect(fixed, fixed.stdout + fixed.stderr).toMatchObject({ code: 0 });
    expect(fixed.stderr).toContain(
      'The proof holds: celery -A site_queue worker, orders (site_settings) start with and without',
    );
    expect(fixed.stderr).toContain('What failed before without it and passes now: import its tasks, django.setup()');
    const object = JSON.parse(
      (await djguard(['verify', ...flags, '--output-format', 'json'], { cwd, env: toolbar })).stdout,
    );
    expect(object).toMatchObject({
      holds: true,
      packages: [
        {
          name: 'debug_toolbar',
          installed: true,
          distribution: 'django-debug-toolbar',
          through: null,
          declared: { path: 'pyproject.toml', line: 6 },
        },
        { name: 'nowhere_installed', installed: false },
      ],
      environments: [
        {
          entry: { kind: 'entry', text: 'celery -A site_queue worker' },
          settings: null,
          absent: { 'import its tasks': 'passed' },
        },
        {
          entry: { kind: 'module', text: 'orders' },
          settings: 'site_settings',
          absent: { setup: 'passed', 'import orders.tasks': 'passed' },
        },
      ],
    });
  });

  test('whose package lies in src is booted as manage.py and its metadata would', async () => {
    const cwd = folderWith({
      'pyproject.toml': MANIFEST,
      'src/argos/settings.py': 'SECRET_KEY = "x"\n',
      'src/argos/__init__.py': '',
      'check.py': 'import bs4\n',
    });
    const args = [
      'verify',
      '--python',
      python ?? '',
      '--settings',
      'argos.settings',
      '--package',
      'bs4',
      '--output-format',
      'json',
    ];
    const { environments } = JSON.parse((await djguard(args, { cwd, env })).stdout);
    expect(environments).toMatchObject([{ present: { settings: 'passed', setup: 'passed' } }]);
  });
});
