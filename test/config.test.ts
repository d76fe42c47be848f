import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { djguard, FIXABLE, folderWith, program } from './command.ts';

const ROSETTA = 'INSTALLED_APPS = ["rosetta"]\n';

describe('[tool.djguard]', () => {
  test('is read from the nearest pyproject.toml that has it, up to the top of the repository', async () => {
    const top = folderWith({
      'pyproject.toml': '[tool.djguard]\npackages = ["rosetta"]\n',
      'backend/pyproject.toml': '[project]\nname = "x"\n',
      'backend/app/a.py': ROSETTA,
    });
    const cwd = join(top, 'backend/app');
    expect((await djguard(['--check'], { cwd })).code).toBe(1);
    await program('git', ['init', '--quiet'], { cwd: join(top, 'backend') });
    expect((await djguard(['--check'], { cwd })).code).toBe(0);
  });

  test('counts from the given paths, not from the working directory', async () => {
    const cwd = folderWith({
      'x/pyproject.toml': '[tool.djguard]\npackages = ["rosetta"]\nextend-exclude = ["/old"]\n',
      'x/a.py': ROSETTA,
      'x/old/a.py': ROSETTA,
    });
    const ran = await djguard(['--check', '-v', 'x'], { cwd });
    expect(ran.stdout).toMatch(/^x\/a\.py:1:19: .+\n$/);
    expect(ran.stderr).toContain(`configuration: ${join('x', 'pyproject.toml')}\n`);
  });

  test('may stand in a djguard.toml, which counts before a pyproject.toml beside it', async () => {
    const cwd = folderWith({
      'djguard.toml': 'only-packages = ["rosetta"]\n\n[packages.rosetta]\nnote = "x"\n',
      'pyproject.toml': '[tool.djguard]\nonly-packages = ["silk"]\n',
      'app/a.py': ROSETTA,
    });
    const ran = await djguard(['--check', '-v'], { cwd: join(cwd, 'app') });
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining(`${join(cwd, 'djguard.toml')}\n`) });
    expect(await djguard(['--check', '--config', '../djguard.toml'], { cwd: join(cwd, 'app') })).toMatchObject({
      code: 1,
    });
  });

  test.each([
    ['x = 1\n[pakages.x]\n', 'djguard.toml:1: unknown key x.'],
    ['ignore = []\n\n[pakages.x]\n', 'djguard.toml:3: unknown key pakages. Did you mean packages?'],
    [
      '[tool.djguard]\n',
      'djguard.toml:1: unknown key tool. What stands in [tool.djguard] elsewhere is the top level here.',
    ],
    ['select = 1\n', 'djguard.toml:1: select must be a list of strings'],
    ['select = [\n', 'djguard.toml:'],
  ])('a djguard.toml that says %j is an error', async (text, message) => {
    const ran = await djguard(['--check'], { cwd: folderWith({ 'djguard.toml': text, 'a.py': '' }) });
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('gives way to the command line, and is passed over with --isolated', async () => {
    const cwd = folderWith({
      'pyproject.toml': '[tool.djguard]\npackages = ["rosetta"]\nignore = ["DJG001"]\n',
      'a.py': FIXABLE,
    });
    expect((await djguard(['--check'], { cwd })).code).toBe(0);
    expect((await djguard(['--check', '--package', 'debug_toolbar'], { cwd })).code).toBe(1);
    expect((await djguard(['--check', '--isolated'], { cwd })).code).toBe(1);
  });

  test('is read from another file with --config', async () => {
    const cwd = folderWith({ 'other.toml': '[tool.djguard]\npackages = ["rosetta"]\n', 'a.py': ROSETTA });
    expect((await djguard(['--check', '--config', 'other.toml'], { cwd })).code).toBe(1);
    expect((await djguard(['--check'], { cwd })).code).toBe(0);
  });

  test('chooses rules and excludes files', async () => {
    const cwd = folderWith({
      'pyproject.toml': '[tool.djguard]\nselect = ["imports", "DJG002"]\nignore = ["imports"]\nexclude = ["old*"]\n',
      'a.py': `import debug_toolbar\n${FIXABLE}`,
      'old/a.py': FIXABLE,
      'build/a.py': FIXABLE,
    });
    const { stdout } = await djguard(['--check'], { cwd });
    expect(stdout.match(/DJG\d+/g)).toEqual(['DJG002', 'DJG002']);
    expect(stdout).toContain('build/a.py:');
  });
});

describe('a mistake in the configuration is an error with its place, and nothing is written', () => {
  test.each([
    [
      'an unknown key',
      '[tool.djguard]\npackage = ["rosetta"]\n',
      'pyproject.toml:2: unknown key package in [tool.djguard]. Did you mean packages?',
    ],
    [
      'a key that would write',
      '\n[tool.djguard]\n\nfix = true\n',
      'pyproject.toml:4: unknown key fix in [tool.djguard].',
    ],
    [
      'a key of a wrong type',
      '[tool.djguard]\npackages = "rosetta"\n',
      'pyproject.toml:2: packages must be a list of strings',
    ],
    ['a list of a wrong type', '[tool.djguard]\nselect = [1]\n', 'pyproject.toml:2: select must be a list of strings'],
    [
      'a width that is none',
      '[tool.djguard]\nline-length = 3\n',
      'pyproject.toml:2: line-length must be a number from 20 to 1000',
    ],
    ['a guard that is none', '[tool.djguard]\nguard = 1\n', 'pyproject.toml:2: guard must be a table'],
    [
      'an exception that guards do not catch',
      '[tool.djguard.guard]\nexception = "Exception"\n',
      'pyproject.toml:1: exception in [tool.djguard.guard] must be one of ImportError, ModuleNotFoundError',
    ],
    [
      'an unknown key of guards',
      '[tool.djguard.guard]\nmising = "warn"\n',
      'pyproject.toml:1: unknown key mising in [tool.djguard.guard]. Did you mean missing?',
    ],
    ['a package that is none', '[tool.djguard]\npackages = ["a-b"]\n', '"a-b" is no import package'],
    ['no package', '[tool.djguard]\npackages = []\n', 'no package is named'],
    ['an unknown rule', '[tool.djguard]\nselect = ["DJG999"]\n', 'there is no rule "DJG999"'],
    ['broken TOML', '[tool.djguard]\npackages = ["rosetta"\n', 'pyproject.toml:'],
    ['broken TOML behind a byte order mark', '\uFEFF[tool.djguard', 'pyproject.toml:1:2: '],
  ])('%s', async (_, text, message) => {
    const cwd = folderWith({ 'pyproject.toml': text, 'a.py': FIXABLE });
    const ran = await djguard(['--fix'], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`djguard: ${message}`);
    expect(ran.stderr.trimEnd()).not.toContain('\n');
    expect(readFileSync(join(cwd, 'a.py'), 'utf8')).toBe(FIXABLE);
  });

  test('a --config file that is missing', async () => {
    const ran = await djguard(['--config', 'x.toml'], { cwd: folderWith({}) });
    expect(ran).toMatchObject({ code: 2, stderr: 'djguard: the configuration file x.toml does not exist\n' });
  });

  test('but a broken pyproject.toml that says nothing to djguard is not its business', async () => {
    const cwd = folderWith({ 'pyproject.toml': '[tool.black\n', 'a.py': FIXABLE });
    expect(await djguard(['--check'], { cwd })).toMatchObject({ code: 1 });
  });
});

describe('the width of lines', () => {
  // Guarded in one line, its entry takes 63 columns.
  const WIDE = 'INSTALLED_APPS = [\n    "a",\n    "debug_toolbar.apps.DebugToolbarConfig",\n]\n';

  async function widest(files: Readonly<Record<string, string>>, ...args: string[]): Promise<number> {
    const cwd = folderWith({ 'app/a.py': WIDE, ...files });
    await djguard(['--fix', ...args], { cwd });
    return Math.max(
      ...readFileSync(join(cwd, 'app/a.py'), 'utf8')
        .split('\n')
        .map((line) => line.length),
    );
  }

  test.each([
    ['88 by default', {}, false],
    [
      'of djguard first',
      { 'pyproject.toml': '[tool.djguard]\nline-length = 40\n[tool.ruff]\nline-length = 100\n' },
      true,
    ],
    [
      'of ruff before black',
      { 'pyproject.toml': '[tool.black]\nline-length = 100\n[tool.ruff]\nline-length = 40\n' },
      true,
    ],
    ['of black', { 'pyproject.toml': '[tool.black]\nline-length = 40\n' }, true],
    ['of ruff.toml', { 'ruff.toml': 'line-length = 40\n', 'pyproject.toml': '[tool.ruff]\nline-length = 100\n' }, true],
    [
      'nearest to the file',
      { 'app/pyproject.toml': '[tool.ruff]\nline-length = 40\n', 'pyproject.toml': '[tool.ruff]\nline-length = 100\n' },
      true,
    ],
  ])('%s', async (_, files, narrow) => {
    expect((await widest(files)) <= 60).toBe(narrow);
  });

  test('is 88 with --isolated', async () => {
    expect(await widest({ 'pyproject.toml': '[tool.black]\nline-length = 40\n' }, '--isolated')).toBeGreaterThan(60);
  });
});
