import { describe, expect, test } from 'vitest';
import { CLEAN, djguard, FIXABLE, folderWith } from './command.ts';

/** A run in a folder, with the folder taken out of what it says. */
async function ran(files: Readonly<Record<string, string>>, ...args: string[]) {
  const cwd = folderWith(files);
  const { code, stdout, stderr } = await djguard(args, { cwd });
  return { code, stdout, stderr: stderr.replaceAll(cwd, '/project') };
}

const NOWHERE = 'it is in no catalogue, manifest, lock file, environment, configuration or source of /project.';

describe('a name that nothing knows', () => {
  test.each([
    ['--check', '--package', 'debug_tolbar'],
    ['--fix', '--package', 'debug_toolbar,debug_tolbar'],
    ['--package', 'debug_tolbar', '--force'],
    ['--package', 'debug_tolbar', '--isolated'],
    ['why', 'debug_tolbar'],
  ])('is refused: %s %s %s %s', async (...args) => {
    expect(await ran({ 'settings.py': FIXABLE }, ...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `djguard: nothing knows a package "debug_tolbar": ${NOWHERE} Did you mean debug_toolbar?\n`,
    });
  });

  test('is refused in the configuration', async () => {
    const files = { 'settings.py': FIXABLE, 'pyproject.toml': '[tool.djguard]\nonly-packages = ["debug_tolbar"]\n' };
    expect(await ran(files, '--check')).toMatchObject({ code: 2, stdout: '' });
  });

  test('is refused where it is what a distribution is called', async () => {
    const { stderr, code } = await ran(
      { 'requirements-dev.txt': 'django-debug-toolbar\n', 'settings.py': FIXABLE },
      '--check',
      '--package',
      'django_debug_toolbar',
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/ Did you mean debug_toolbar\?\n$/);
  });

  test('is told with the others', async () => {
    const { stderr } = await ran({ 'settings.py': FIXABLE }, '--check', '--package', 'debug_tolbar,silk,slik');
    expect(stderr).toBe(
      `djguard: nothing knows packages "debug_tolbar", "slik": ${NOWHERE.replace('it is', 'they are')} ` +
        'Did you mean debug_toolbar? Did you mean silk?\n',
    );
  });

  test.each([
    ['acme-lens', '"acme-lens" is no import package: give the name that code imports, such as acme_lens'],
    ['DEBUG-TOOLBAR', '"DEBUG-TOOLBAR" is no import package: give the name that code imports, such as debug_toolbar'],
    [
      'debug_toolbar.middleware',
      '"debug_toolbar.middleware" is no import package: give the name that code imports, such as debug_toolbar',
    ],
    [
      'django-silk,2x',
      '"django-silk", "2x" are no import packages: give the names that code imports, such as silk, debug_toolbar',
    ],
  ])('%s is none that code can import', async (names, said) => {
    const { code, stderr } = await ran({ 'settings.py': FIXABLE }, '--check', '--package', names);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `djguard: ${said}\n` });
  });

  test.each([['Django-Silk'], ['django_silk'], ['DJANGO.SILK'], ['silk']])('%s is one that why knows', async (name) => {
    const { code, stdout } = await ran({ 'requirements-dev.txt': 'Django_silk\n', 'settings.py': CLEAN }, 'why', name);
    expect({ code, first: stdout.split('\n')[0] }).toEqual({
      code: 0,
      first: 'django-silk (silk): development-only, by its name only',
    });
  });

  test('may be near the name of a dependency', async () => {
    const { stderr } = await ran(
      { 'requirements-dev.txt': 'acme-lens\n', 'settings.py': CLEAN },
      '--package',
      'acme_lense',
    );
    expect(stderr).toMatch(/ Did you mean acme_lens\?\n$/);
  });

  test.each([
    ['the catalogue', {}, 'silk'],
    ['a manifest', { 'requirements-dev.txt': 'acme-lens\n' }, 'acme_lens'],
    ['a lock file', { 'uv.lock': 'version = 1\n\n[[package]]\nname = "acme-lens"\nversion = "1"\n' }, 'acme_lens'],
    [
      'an environment',
      { '.venv/pyvenv.cfg': '', '.venv/lib/python3.12/site-packages/Lens-1.dist-info/top_level.txt': 'acme_lens\n' },
      'acme_lens',
    ],
    ['the configuration', { 'pyproject.toml': '[tool.djguard.packages.acme_lens]\nprobe = "import"\n' }, 'acme_lens'],
    ['a source that is not looked at', { 'shop/models.py': 'import acme_lens\n' }, 'acme_lens'],
    ['the project itself', { 'acme_lens/__init__.py': '' }, 'acme_lens'],
  ])('is known by %s', async (_, files, name) => {
    expect(await ran({ 'settings.py': CLEAN, ...files }, '--check', '--package', name, 'settings.py')).toMatchObject({
      code: 0,
    });
    expect(await ran({ 'settings.py': CLEAN, ...files }, 'why', name)).toMatchObject({ code: 0 });
  });
});

describe('a path without Python', () => {
  test.each([
    ['an empty folder', {}, '.', '.: error: holds no Python file to look at'],
    ['a folder', { 'docs/a.md': '' }, 'docs', 'docs: error: holds no Python file to look at'],
    ['a file', { 'x.json': '{}' }, 'x.json', 'x.json: error: is no Python file'],
    ['one of two', { 'x.json': '{}', 'settings.py': CLEAN }, 'x.json settings.py', 'x.json: error: is no Python file'],
  ])('%s: a check fails, and anything else says so', async (_, files, paths, error) => {
    const words = paths.split(' ');
    expect(await ran(files, '--check', ...words)).toEqual({ code: 2, stdout: '', stderr: `${error}\n1 error.\n` });
    const { code, stdout, stderr } = await ran(files, ...words);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(`note: ${error.replace(': error:', '')}\n`);
    if (words.length === 1) expect(stderr).toMatch(/\nNothing was looked at\.\n$/);
  });

  test('is no script: that is known by its first line, or has no ending', async () => {
    const files = { 'run.sh': '#!/usr/bin/env python3\n', deploy: CLEAN, 'site.wsgi': CLEAN };
    expect(await ran(files, '--check', 'run.sh', 'deploy', 'site.wsgi')).toMatchObject({
      code: 0,
      stderr: 'All checks passed!\n',
    });
  });

  test('is not a selection of changed files that are all excluded, and not standard input', async () => {
    const hook = ['--check', '--force-exclude', '--extend-exclude', 'old/'];
    const nothing = { code: 0, stdout: '', stderr: 'Nothing was looked at.\n' };
    expect(await ran({ 'old/a.py': FIXABLE }, ...hook, 'old/a.py')).toEqual(nothing);
    const cwd = folderWith({});
    expect(await djguard(['--check', '-'], { cwd, input: '' })).toMatchObject({
      code: 0,
      stderr: 'All checks passed!\n',
    });
  });
});

describe('what is not what it seems to be', () => {
  test('a folder that shows no Django project is said to be that', async () => {
    const note =
      'note: . shows no Django project: no manage.py, no settings module, and no manifest that asks for Django\n';
    expect((await ran({ 'tool.py': CLEAN }, '--check')).stderr).toBe(`${note}All checks passed!\n`);
    for (const file of ['manage.py', 'site/settings/base.py', 'shop/models.py', 'shop/apps.py'])
      expect((await ran({ [file]: CLEAN }, '--check')).stderr).toBe('All checks passed!\n');
    expect((await ran({ 'a.py': CLEAN, 'requirements.txt': 'Django\n' }, '--check')).stderr).toBe(
      'All checks passed!\n',
    );
  });

  test('a configuration file that has no table is said to have none', async () => {
    const files = { 'other.toml': '[tool.black]\n', 'settings.py': CLEAN };
    expect(await ran(files, '--check', '--config', 'other.toml')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'note: other.toml has no [tool.djguard] table: it configures nothing\nAll checks passed!\n',
    });
  });
});

describe('a folder of many projects', () => {
  test('is refused, as nothing in it shows a project', async () => {
    const cwd = folderWith({ 'good.py': FIXABLE });
    for (const words of [
      ['--check', '/'],
      ['--fix', '/'],
      ['packages', '/'],
      ['why', 'silk', '/'],
    ]) {
      const { code, stdout, stderr } = await djguard(words, { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^djguard: \/ is no project, but a place of many: .*Name the folder of a project/);
    }
  });

  test.each([['.git/HEAD'], ['manage.py'], ['requirements.txt']])('is one with %s', async (name) => {
    const home = folderWith({ 'site/settings.py': FIXABLE, [name]: '' });
    expect(await djguard(['--check'], { cwd: home, env: { HOME: home } })).toMatchObject({ code: 1 });
    const bare = folderWith({ 'site/settings.py': FIXABLE });
    expect(await djguard(['--check'], { cwd: bare, env: { HOME: bare } })).toMatchObject({ code: 2 });
    expect(await djguard(['--check', '--isolated'], { cwd: bare, env: { HOME: bare } })).toMatchObject({ code: 1 });
  });

  test('is no project of the files in it, and of those below', async () => {
    const home = folderWith({
      'one/requirements.txt': 'django\ndjango-debug-toolbar\n',
      'one/settings.py': FIXABLE,
      'two/pyproject.toml': '[project]\nname = "two"\ndependencies = ["django"]\n[tool.djguard]\nignore = ["DJG002"]\n',
      'two/settings.py': FIXABLE,
      'alone.py': FIXABLE,
      'three/Dockerfile': 'FROM python\nRUN pip install django-debug-toolbar\n',
    });
    const words = ['--check', '--output-format', 'json', 'one', 'two/settings.py', 'alone.py'];
    const { code, stdout } = await djguard(words, { cwd: home, env: { HOME: home } });
    const report = JSON.parse(stdout);
    const found = report.findings.map(({ path, code: rule }: { path: string; code: string }) => `${path} ${rule}`);
    const all = JSON.parse(
      (await djguard(['--check', '--output-format', 'json', '--isolated', 'alone.py'], { cwd: home })).stdout,
    );
    const rules = all.findings.map(({ code: rule }: { code: string }) => rule);
    expect(found).toEqual([
      ...rules.map((rule: string) => `alone.py ${rule}`),
      ...rules.filter((rule: string) => rule !== 'DJG002').map((rule: string) => `two/settings.py ${rule}`),
    ]);
    expect({ code, examined: report.examined }).toEqual({ code: 1, examined: 3 });
    expect(report.notes.join()).toContain('debug_toolbar is installed in production (one/requirements.txt:2');
  });

  test('is not read for a file that lies nowhere', async () => {
    const cwd = folderWith({ 'good.py': CLEAN });
    const start = performance.now();
    expect(await djguard(['--check', '/dev/null', 'good.py'], { cwd })).toMatchObject({ code: 2 });
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
