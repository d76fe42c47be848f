import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { CLEAN, djguard, FIXABLE, FOR_A_HUMAN, folderWith, MIXED } from './command.ts';

describe('preview', () => {
  test('shows a diff on stdout and what was found on stderr, writes nothing, exits 0', async () => {
    const cwd = folderWith({ 'settings.py': FIXABLE });
    const ran = await djguard([], { cwd });
    expect(ran).toMatchObject({
      code: 0,
      stderr: 'Found 1 unguarded use (1 fixable with --fix).\n1 finding: 1 not known.\n',
    });
    expect(ran.stdout).toMatch(/^--- a\/settings\.py\n\+\+\+ b\/settings\.py\n@@ /);
    expect(ran.stdout).toContain('\n-    "debug_toolbar",\n');
    expect(readFileSync(join(cwd, 'settings.py'), 'utf8')).toBe(FIXABLE);
  });

  test('lists what a human must fix on stderr, with advice, and still exits 0', async () => {
    const cwd = folderWith({ 'panels.py': FOR_A_HUMAN });
    const ran = await djguard(['--diff', '.'], { cwd });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toMatch(/^panels\.py:1:1: DJG\d{3} .+\n {4}\S.*\n/);
    expect(ran.stderr).toMatch(/\nFound 1 unguarded use \(1 for you\)\.\n1 finding: 1 not known\.\n$/);
  });

  test('says nothing on stdout about a clean folder', async () => {
    const ran = await djguard([], { cwd: folderWith({ 'settings.py': CLEAN }) });
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: 'All checks passed!\n' });
  });
});

describe('a package of the project itself', () => {
  test('is left alone, with a note', async () => {
    const cwd = folderWith({ 'silk/__init__.py': '', 'settings.py': 'INSTALLED_APPS = ["silk"]\n' });
    const ran = await djguard(['--check', '--package', 'silk'], { cwd });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toContain('silk is a package of this project: there is nothing to guard\n');
  });

  test('is known beside manage.py too', async () => {
    const cwd = folderWith({
      'web/manage.py': '',
      'web/silk.py': '',
      'web/settings.py': 'INSTALLED_APPS = ["silk"]\n',
    });
    expect(await djguard(['--package', 'silk'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  });
});

describe('--check', () => {
  test('lists findings on stdout, one line each, and exits 1', async () => {
    const cwd = folderWith({ 'b.py': FIXABLE, 'a.py': FIXABLE });
    const ran = await djguard(['--check'], { cwd });
    expect(ran).toMatchObject({
      code: 1,
      stderr: 'Found 2 unguarded uses (2 fixable with --fix).\n2 findings: 2 not known.\n',
    });
    expect(ran.stdout).toMatch(/^a\.py:5:5: DJG\d{3} .+\nb\.py:5:5: DJG\d{3} .+\n$/);
  });

  test('exits 1 also where a human must fix everything', async () => {
    const ran = await djguard(['--check'], { cwd: folderWith({ 'panels.py': FOR_A_HUMAN }) });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/ \(\d for you\)\.\n1 finding: /);
  });

  test('exits 0 on a clean folder, and writes nothing', async () => {
    const ran = await djguard(['--check', '.'], { cwd: folderWith({ 'settings.py': CLEAN }) });
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: 'All checks passed!\n' });
  });
});

describe.each(['--fix', '--write'])('%s', (flag) => {
  test('writes, says what it changed, and exits 0 where nothing is left', async () => {
    const cwd = folderWith({ 'settings.py': FIXABLE });
    const ran = await djguard([flag], { cwd });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toBe('Fixed settings.py: 1 unguarded use\nFixed 1 unguarded use in 1 file.\n');
    expect(await djguard(['--check'], { cwd })).toMatchObject({ code: 0 });
    expect(await djguard([flag], { cwd })).toMatchObject({ code: 0, stderr: 'All checks passed!\n' });
  });

  test('lists on stdout what is left, where it then stands, and exits 1', async () => {
    const cwd = folderWith({ 'mixed.py': MIXED });
    const ran = await djguard([flag], { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringMatching(/^mixed\.py:\d+:/) });
    expect(ran.stderr).toMatch(
      /^Fixed mixed\.py: 1 unguarded use\nFixed 1 unguarded use in 1 file; 1 left for you\.\n1 finding: 1 not known\.\n$/,
    );
    expect(await djguard(['--check'], { cwd })).toMatchObject({ code: 1, stdout: ran.stdout });
  });
});

describe('usage errors exit 2 with one line', () => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['an unknown flag', ['--chek'], 'unknown flag --chek. Did you mean --check?'],
    ['an unknown flag with a value', ['--pacakge=silk'], 'unknown flag --pacakge. Did you mean --package?'],
    ['an unknown flag that is like none', ['--xyzzy'], 'unknown flag --xyzzy.'],
    ['an unknown letter', ['-x'], 'unknown flag -x.'],
    ['a long flag with one dash', ['-fix'], 'unknown flag -fix. Did you mean --fix?'],
    ['two modes', ['--check', '--fix'], '--fix and --check exclude each other'],
    ['a value for a flag that takes none', ['--fix=no'], '--fix takes no value'],
    ['a missing value', ['--package'], '--package needs a value'],
    ['a flag in place of a value', ['--package', '--check'], '--package needs a value'],
    ['an unknown format', ['--output-format', 'jsn'], '--output-format takes text, full, concise, json'],
    ['an unknown colour', ['--color', 'alway'], 'Did you mean always?'],
    [
      'a distribution for a package',
      ['--package', 'django-debug-toolbar'],
      '"django-debug-toolbar" is no import package',
    ],
    ['a keyword for a package', ['--package', 'import'], '"import" is no import package'],
    ['a dotted package', ['--package', 'a.b'], '"a.b" is no import package'],
    ['an unknown rule', ['--select', 'import'], 'there is no rule "import". Did you mean imports?'],
    ['files beside standard input', ['-', 'a.py'], '- stands alone'],
    [
      'a name for input that is not read',
      ['--stdin-filename', 'a.py'],
      '--stdin-filename is for code that is read from -',
    ],
    ['a configuration that is not read', ['--isolated', '--config', 'x'], '--config and --isolated exclude each other'],
    ['explain without a rule', ['explain'], 'explain takes one rule'],
    ['explain with a rule that there is not', ['explain', 'DJG01'], 'there is no rule "DJG01". Did you mean DJG0'],
  ];

  test.each(cases)('%s', async (_, args, message) => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    const ran = await djguard(args, { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).toMatch(/^djguard: .+\n$/);
    expect(readFileSync(join(cwd, 'a.py'), 'utf8')).toBe(FIXABLE);
  });
});

describe('standard input', () => {
  test('preview shows a diff under the given name', async () => {
    const ran = await djguard(['-', '--stdin-filename', 'config/base.py'], { cwd: folderWith({}), input: FIXABLE });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^--- a\/config\/base\.py\n/);
  });

  test('--fix prints the code and nothing else on stdout', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    const ran = await djguard(['--fix', '-'], { cwd, input: FIXABLE });
    await djguard(['--fix', 'a.py'], { cwd });
    expect(ran).toMatchObject({ code: 0, stdout: readFileSync(join(cwd, 'a.py'), 'utf8') });
  });

  test('--fix with a report of another format still prints only the code on stdout', async () => {
    const ran = await djguard(['--fix', '-', '--output-format', 'json'], { cwd: folderWith({}), input: CLEAN });
    expect(ran).toMatchObject({ code: 0, stdout: CLEAN });
  });

  test.each([
    ['clean code', CLEAN, 0],
    ['code that is not Python', 'INSTALLED_APPS = ["debug_toolbar"\n', 2],
    ['code that a human must fix', FOR_A_HUMAN, 1],
    ['nothing', '', 0],
  ])('--fix gives %s back as it came', async (_, input, code) => {
    const ran = await djguard(['--fix', '-'], { cwd: folderWith({}), input });
    expect(ran).toMatchObject({ code, stdout: input });
  });

  test('--check lists the findings', async () => {
    const ran = await djguard(['--check', '-'], { cwd: folderWith({}), input: FIXABLE });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/^stdin\.py:5:5: DJG/);
  });
});

describe('output', () => {
  test('--quiet drops the summary, not the findings', async () => {
    const ran = await djguard(['--check', '-q'], { cwd: folderWith({ 'a.py': FIXABLE }) });
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(ran.stdout).toMatch(/^a\.py:5:5: /);
  });

  test('--verbose says what was looked at', async () => {
    const ran = await djguard(['-v', '--isolated'], { cwd: folderWith({ 'a.py': FIXABLE, 'b.py': CLEAN }) });
    expect(ran.stderr).toContain(
      'packages: debug_toolbar\nconfiguration: none\nlooked at 2 files, found something in 1\n',
    );
  });

  test('--output-file takes the report in place of stdout', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    const plain = await djguard([], { cwd });
    const ran = await djguard(['--output-file', 'out.diff', '--color', 'always'], { cwd });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(join(cwd, 'out.diff'), 'utf8')).toBe(plain.stdout);
  });

  test('--output-file that cannot be written is an error', async () => {
    const ran = await djguard(['--output-file', 'missing/out'], { cwd: folderWith({ 'a.py': FIXABLE }) });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain("can't write the report");
  });

  test.each([
    ['never by default into a pipe', [], {}, false],
    ['with --color always', ['--color', 'always'], { NO_COLOR: '1' }, true],
    ['with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['not with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['not with NO_COLOR and FORCE_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['not with --color never', ['--color', 'never'], { FORCE_COLOR: '1' }, false],
  ])('colours %s', async (_, args, env, coloured) => {
    const ran = await djguard(args, { cwd: folderWith({ 'a.py': FIXABLE }), env });
    expect(ran.stdout.includes('\u001b[31m-    "debug_toolbar",\u001b[39m')).toBe(coloured);
    expect(ran.stdout.includes('\u001b[')).toBe(coloured);
  });

  test('--version is the version in package.json', async () => {
    const ran = await djguard(['--version'], { cwd: folderWith({}) });
    expect(ran).toMatchObject({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('--help names every flag on stdout', async () => {
    const ran = await djguard(['--help'], { cwd: folderWith({}) });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    for (const flag of ['--fix, --write', '--check', '--package', '--no-gitignore', '--output-format', '-q, --quiet']) {
      expect(ran.stdout).toContain(flag);
    }
  });

  test('rules lists every rule, explain shows each', async () => {
    const cwd = folderWith({});
    const { stdout } = await djguard(['rules'], { cwd });
    const rules = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/\s+/, 2));
    expect(rules.length).toBeGreaterThan(5);
    for (const [code = '', name = ''] of rules) {
      const ran = await djguard(['explain', code.toLowerCase()], { cwd });
      expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining(`${code} ${name}\n`) });
      expect(await djguard(['explain', name], { cwd })).toMatchObject({ stdout: ran.stdout });
    }
  });
});

test('--package looks for other packages, also several behind commas', async () => {
  const cwd = folderWith({ 'a.py': 'INSTALLED_APPS = ["silk", "kolo", "debug_toolbar"]\n' });
  const found = async (...args: string[]) => (await djguard(['--check', ...args], { cwd })).stdout.match(/:1:(\d+):/g);
  expect(await found('--package', 'silk')).toEqual([':1:19:']);
  expect(await found('--package', 'silk,kolo')).toEqual([':1:19:', ':1:27:']);
  expect(await found('--package', 'silk', '--package=kolo', '.')).toEqual([':1:19:', ':1:27:']);
});

test('--select and --ignore choose rules by code and by name', async () => {
  const cwd = folderWith({ 'a.py': `import debug_toolbar\n${FIXABLE}` });
  const codes = async (...args: string[]) => (await djguard(['--check', ...args], { cwd })).stdout.match(/DJG\d+/g);
  const all = await codes();
  expect(all).toContain('DJG001');
  expect(await codes('--select', 'imports')).toEqual(['DJG001']);
  expect(await codes('--select', 'djg002')).toEqual(['DJG002']);
  expect(await codes('--ignore', 'DJG001')).toEqual(all?.filter((code) => code !== 'DJG001'));
  expect(await codes('--select', 'DJG001,DJG002', '--ignore', 'imports')).toEqual(['DJG002']);
});

test('a word behind -- is a path', async () => {
  const cwd = folderWith({ '--check.py': FIXABLE });
  expect(await djguard(['--check', '--', '--check.py'], { cwd })).toMatchObject({ code: 1 });
});

test('a folder named like a command is reached with ./', async () => {
  const cwd = folderWith({ 'rules/a.py': FIXABLE });
  mkdirSync(join(cwd, 'explain'));
  expect(await djguard(['--check', './rules'], { cwd })).toMatchObject({ code: 1 });
});
