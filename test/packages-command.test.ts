import { describe, expect, test } from 'vitest';
import { djguard, folderWith } from './command.ts';

const PROJECT = {
  'requirements/base.txt': 'django==5.2.19\n',
  'requirements/dev.txt': '-r base.txt\ndjango-debug-toolbar==8.0.0\n',
  'requirements/production.txt': '-r base.txt\n',
  'docker-compose.yml': 'services:\n  web:\n    command: gunicorn config.wsgi\n',
};

describe('djguard packages', () => {
  test('lists what the manifests declare, and for whom', async () => {
    const ran = await djguard(['packages'], { cwd: folderWith(PROJECT) });
    expect(ran).toMatchObject({ code: 0, stderr: '. holds no Python file to look at\n' });
    expect(ran.stdout).toMatch(
      /^debug_toolbar +django-debug-toolbar +development-only, by name +requirements\/dev\.txt:2 +no$/m,
    );
    expect(ran.stdout).toMatch(/^django +django +production, by name +requirements\/base\.txt:1$/m);
  });

  test('says what is used, and what of it is unguarded', async () => {
    const settings =
      'INSTALLED_APPS = ["zeal"]\ntry:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n';
    const config = '[tool.djguard]\npackages = ["silk"]\nexclude = ["/old"]\n';
    const files = { ...PROJECT, 'settings.py': settings, 'pyproject.toml': config, 'old/settings.py': settings };
    const ran = await djguard(['packages'], { cwd: folderWith(files) });
    expect(ran.stdout).toMatch(/^debug_toolbar .* nothing unguarded$/m);
    expect(ran.stdout).toMatch(/^zeal +- +undeclared +- +unguarded: 1$/m);
  });

  test('gives the same as data', async () => {
    const ran = await djguard(['packages', '--output-format', 'json', '.'], { cwd: folderWith(PROJECT) });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      packages: [{ root: 'debug_toolbar', classification: 'development-only' }, { root: 'django' }],
    });
  });

  test('names a folder that is none', async () => {
    expect(await djguard(['packages', 'nowhere'], { cwd: folderWith({}) })).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('djguard why', () => {
  test('says where a package is declared, and where production lacks it', async () => {
    const ran = await djguard(['why', 'debug_toolbar'], { cwd: folderWith(PROJECT) });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain(
      'production: requirements/production.txt:1 `-r base.txt` -> requirements/base.txt -> not there\n',
    );
    expect(ran.stdout).toContain(
      'development, by its name only: requirements/dev.txt:2 `django-debug-toolbar==8.0.0`\n',
    );
  });

  test.each([
    [
      'INSTALLED_APPS = ["debug_toolbar", "shop"]\nMIDDLEWARE = ["debug_toolbar.middleware.X"]\n',
      'the code uses it unguarded: 2 findings',
    ],
    [
      'try:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n',
      'the code names it, and nothing is unguarded',
    ],
    ['DEBUG = True\n', 'no source names it'],
  ])('says what the code does with it: %j', async (settings, said) => {
    const ran = await djguard(['why', 'debug_toolbar'], { cwd: folderWith({ ...PROJECT, 'settings.py': settings }) });
    expect(ran.stdout.split('\n').slice(-5)).toEqual([
      expect.stringMatching(/^ {2}what it is: .+; nobody means it for production$/),
      '  djguard guards debug_toolbar wherever code uses it',
      `  ${said}`,
      "  what production's dependencies bring along is not known: no lock file or virtual environment tells",
      '',
    ]);
  });

  test('says of what no catalogue knows that nothing is edited', async () => {
    const files = {
      ...PROJECT,
      'requirements/dev.txt': 'acme-lens\n',
      'settings.py': 'INSTALLED_APPS = ["acme_lens"]\n',
    };
    const ran = await djguard(['why', 'acme-lens'], { cwd: folderWith(files) });
    expect(ran.stdout).toContain(
      '  the catalogue does not know acme_lens: djguard edits nothing, and reports where production always loads it; --package acme_lens guards it\n',
    );
  });

  test('says the same as JSON', async () => {
    const ran = await djguard(['why', 'debug_toolbar', '--output-format', 'json'], { cwd: folderWith(PROJECT) });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const { declared, reasons } = JSON.parse(ran.stdout);
    expect(declared).toMatchObject([{ distribution: 'django-debug-toolbar', roots: ['debug_toolbar'] }]);
    expect(declared[0].declared[0]).toEqual({
      file: 'requirements/dev.txt',
      line: 2,
      text: 'django-debug-toolbar==8.0.0',
    });
    expect(reasons).toContain('djguard guards debug_toolbar wherever code uses it');
  });

  test('asks for a name', async () => {
    const ran = await djguard(['why'], { cwd: folderWith({}) });
    expect(ran).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'djguard: why takes a package, and the folder of the project\n',
    });
  });
});
