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
