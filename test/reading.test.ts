import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { djguard, folderWith } from './command.ts';

const SETTINGS = 'INSTALLED_APPS = ["debug_toolbar"]\n';
/** Files that some part of a run reads by their names. */
const READ_BY_NAME = [
  'pyproject.toml',
  'setup.cfg',
  'setup.py',
  'requirements.txt',
  'Pipfile',
  'poetry.lock',
  'uv.lock',
  'Dockerfile',
  'compose.yaml',
  'Makefile',
  'tox.ini',
  '.gitignore',
  '.git/info/exclude',
  '.github/workflows/ci.yml',
  'ruff.toml',
  '.ruff.toml',
  'manage.py',
  '.venv/pyvenv.cfg',
];
const COMMANDS = [['--check'], ['packages'], ['why', 'debug_toolbar'], ['--isolated', '--check']];
const WAIT = 20_000;

describe.skipIf(process.platform === 'win32')('what is no file is neither waited for nor read to its end', () => {
  const makers: readonly (readonly [string, (path: string) => void])[] = [
    ['a FIFO', (path) => execFileSync('mkfifo', [path])],
    ['a link to /dev/zero', (path) => symlinkSync('/dev/zero', path)],
    ['a folder', (path) => mkdirSync(path)],
  ];

  test.each(makers)(
    '%s by every name that is read',
    async (_, make) => {
      const cwd = folderWith({ 'shop/settings.py': SETTINGS });
      for (const name of READ_BY_NAME) {
        mkdirSync(dirname(join(cwd, name)), { recursive: true });
        make(join(cwd, name));
      }
      for (const words of COMMANDS) {
        const ran = await djguard(words, { cwd });
        expect([words, ran.code]).toEqual([words, words.includes('--check') ? 1 : 0]);
      }
    },
    WAIT,
  );

  test('a configuration that is none is named, and refused where somebody asks for it', async () => {
    const cwd = folderWith({ 'settings.py': SETTINGS });
    execFileSync('mkfifo', [join(cwd, 'pyproject.toml')]);
    const ran = await djguard(['--check'], { cwd });
    expect(ran.stderr).toContain('note: pyproject.toml is a FIFO, not a file; it configures nothing');
    expect(ran.code).toBe(1);
    expect(await djguard(['--check', '--config', 'pyproject.toml'], { cwd })).toMatchObject({
      code: 2,
      stderr: "djguard: can't read the configuration: pyproject.toml is a FIFO, not a file\n",
    });
  });
});

describe('what is larger than people write', () => {
  test('a manifest is named, and the rest of the run goes on', async () => {
    const cwd = folderWith({
      'settings.py': SETTINGS,
      'pyproject.toml': `[tool.x]\n${'k = "vvvvvvvv"\n'.repeat(80_000)}`,
    });
    const ran = await djguard(['--check'], { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('settings.py:1:19') });
    expect(ran.stderr).toContain('note: pyproject.toml is larger than 1 MB: it was not read; it configures nothing');
    const listed = await djguard(['packages'], { cwd });
    expect(listed.stderr).toContain('pyproject.toml: is larger than 1 MB: it was not read\n');
  });

  test.each([
    ['in one piece', `django${' '.repeat(40_000)}\n`],
    ['over lines that go on', `django \\\n${'  --hash=sha256:0 \\\r\n'.repeat(2000)}\n`],
  ])('a line %s', async (_, text) => {
    const cwd = folderWith({ 'settings.py': SETTINGS, 'requirements.txt': text });
    const ran = await djguard(['--check'], { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('settings.py:1:19') });
    expect(ran.stderr).toContain('note: requirements.txt: has a line of more than 32 KB: it was not read\n');
  });

  test('a source that names a package is an error of its own; one that names none is clean', async () => {
    const filler = `X = "${'x'.repeat(1000)}"\n`.repeat(3000);
    const cwd = folderWith({ 'settings.py': SETTINGS, 'big.py': filler + SETTINGS, 'data.py': filler });
    const ran = await djguard(['--check'], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: expect.stringContaining('settings.py:1:19') });
    expect(ran.stderr).toContain('big.py: error: is larger than 1 MB and names a package: it stays as it is\n');
    expect(ran.stderr).not.toContain('data.py');
  });
});

describe.skipIf(process.platform === 'win32')('a manifest that is a link', () => {
  test('is read where it leads to a file of the project', async () => {
    const cwd = folderWith({ 'settings.py': SETTINGS, 'reqs/base.txt': 'django\ndjango-debug-toolbar\n' });
    symlinkSync('reqs/base.txt', join(cwd, 'requirements.txt'));
    expect((await djguard(['packages'], { cwd })).stdout).toContain('reqs/base.txt:2 +1');
  });

  test.each([
    ['a file', ''],
    ['a folder that `-r` goes through', 'linked/'],
  ])('%s out of it is not read', async (_, folder) => {
    const outside = folderWith({ 'secret.txt': 'top-secret==1.0 ; broken broken\n' });
    const cwd = folderWith({ 'settings.py': SETTINGS });
    if (folder === '') symlinkSync(join(outside, 'secret.txt'), join(cwd, 'requirements.txt'));
    else {
      symlinkSync(outside, join(cwd, 'linked'));
      writeFileSync(join(cwd, 'requirements.txt'), '-r linked/secret.txt\n');
    }
    const { stdout, stderr } = await djguard(['packages'], { cwd });
    expect(stdout + stderr).not.toContain('top-secret');
    expect(stderr).toContain('is a link out of the project, so it was not read');
  });
});
