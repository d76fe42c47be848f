import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseArguments } from '../src/cli/arguments/arguments.ts';
import { plainCommand } from '../src/cli/arguments/fast-path.ts';
import { nearest } from '../src/util/suggest.ts';

describe('the short way and yargs read the same', () => {
  test.each([
    [[]],
    [['--version']],
    [['.']],
    [['a.py', 'b c.py', 'ä.py', '12', '1e3', 'a=b', 'x.y', '...']],
    [['--check']],
    [['--check', 'a.py', 'b.py']],
    [['a.py', '--fix']],
    [['a.py', '--write', 'b.py']],
    [['--diff', '0x10', 'true', 'false']],
    [['check']],
    [['fix', 'a.py', './check']],
    [['diff', '.']],
  ])('%j', async (argv) => {
    const plain = plainCommand(argv);
    expect(plain).not.toBeNull();
    expect(plain).toEqual(await parseArguments(argv));
  });
});

describe('in GitHub Actions', () => {
  beforeEach(() => {
    vi.stubEnv('GITHUB_ACTIONS', 'true');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test.each([
    [['--check'], 'github'],
    [['--check', '--package', 'silk'], 'github'],
    [['--check', '--output-format', 'text'], 'text'],
    [['--check', '--output-file', 'report.txt'], 'text'],
    [[], 'text'],
    [['--fix'], 'text'],
    [['--isolated'], 'text'],
  ])('the format of %j is %s', async (argv, format) => {
    expect(await parseArguments(argv)).toMatchObject({ view: { format } });
    const plain = plainCommand(argv);
    if (plain !== null) expect(plain).toEqual(await parseArguments(argv));
  });
});

test.each([
  [['--fix', '--check']],
  [['-']],
  [['--']],
  [['-q']],
  [['--chek']],
  [['rules']],
  [['help']],
  [['check', '--fix']],
  [['a.py', 'check']],
  [['check', 'fix']],
  [['explain', 'DJG001']],
  [['--version', 'a.py']],
  [['--package', 'silk']],
  [['']],
])('the short way leaves %j to yargs', (argv) => {
  expect(plainCommand(argv)).toBeNull();
});

test('every flag arrives', async () => {
  const argv =
    '--fix --package a,b --package c --select x --ignore y --exclude p,q --extend-exclude r --force-exclude --no-gitignore ' +
    '--output-format json --output-file out --color never -qv --config c.toml one two';
  expect(await parseArguments(argv.split(' '))).toEqual({
    name: 'run',
    options: {
      mode: 'fix',
      paths: ['one', 'two'],
      packages: ['a', 'b', 'c'],
      select: ['x'],
      ignore: ['y'],
      exclude: ['p', 'q'],
      extendExclude: ['r'],
      forceExclude: true,
      gitignore: false,
      config: 'c.toml',
    },
    proof: null,
    stdinPath: null,
    log: null,
    shows: null,
    since: null,
    writesBaseline: false,
    exitsZero: false,
    view: {
      format: 'json',
      outputFile: 'out',
      others: [],
      colour: 'never',
      quiet: true,
      verbose: true,
      statistics: false,
    },
  });
});

describe('words that are commands', () => {
  test.each([
    ['check', 'check', []],
    ['fix a.py', 'fix', ['a.py']],
    ['diff --select DJG001 a.py', 'preview', ['a.py']],
    ['check fix', 'check', ['fix']],
    ['check --output-format json ./check', 'check', ['./check']],
    ['--quiet check', 'check', []],
    ['./check', 'preview', ['./check']],
    ['a.py check', 'preview', ['a.py', 'check']],
  ])('djguard %s', async (line, mode, paths) => {
    expect(await parseArguments(line.split(' '))).toMatchObject({ name: 'run', options: { mode, paths } });
  });

  test('and a flag that says something else exclude each other', async () => {
    await expect(parseArguments(['check', '--fix'])).rejects.toThrow('--fix and --check exclude each other');
  });

  test('take a proof with a command behind it', async () => {
    const argv = ['check', '--verify', '--', 'manage.py', 'test'];
    expect(await parseArguments(argv)).toMatchObject({ proof: { command: ['manage.py', 'test'] } });
  });
});

test('the last of several values counts', async () => {
  const command = await parseArguments(['--color', 'always', '--color=never', '-']);
  expect(command).toMatchObject({ stdinPath: 'stdin.py', view: { colour: 'never' }, options: { paths: [] } });
});

test('a value may begin with a dash behind =', async () => {
  expect(await parseArguments(['--exclude=-old'])).toMatchObject({ options: { exclude: ['-old'] } });
});

test.each([
  ['--chekc', ['--fix', '--check', '--color'], '--check'],
  ['--hlep', ['--help', '--exclude'], '--help'],
  ['DJG0O1', ['DJG001', 'DJG002'], 'DJG001'],
  ['--something', ['--fix', '--check'], null],
])('%s is taken for %s', (word, candidates, meant) => {
  expect(nearest(word, candidates)).toBe(meant);
});
