import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeFor } from '../../src/promote/layout/order.ts';
import { type List, withAdded, without } from '../../src/promote/lists/list.ts';
import { listIn } from '../../src/promote/lists/list-in.ts';
import { loadParser } from '../../src/python/syntax/parser.ts';
import { folderOfPip, pythonWorlds, runProgram } from '../world.ts';

const CASES = fileURLToPath(new URL('../../fixtures/promote', import.meta.url));
const JUDGE = fileURLToPath(new URL('promote-judge.py', import.meta.url));
const SEED = Number(process.env.DJGUARD_SEED ?? 7);
const RUNS = Number(process.env.DJGUARD_RUNS ?? 100);

const worlds = await pythonWorlds();
const parse = await loadParser();

/** An edit that Python is to judge. */
interface Edit {
  readonly names: readonly string[];
  readonly files: Readonly<Record<string, readonly [string, string]>>;
  /** Whether the same declaration has to be there afterwards. */
  readonly moves: boolean;
}

/** What Python's parsers find wrong with edits. */
async function faultsOf(edits: readonly Edit[]): Promise<readonly string[]> {
  const env = { PYTHONPATH: await folderOfPip() };
  const { stdout, stderr } = await runProgram(worlds?.present ?? '', [JUDGE], { input: JSON.stringify(edits), env });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, edits.length);
}

test.skipIf(worlds === null)('what the cases become is what Python reads', async () => {
  const edits = readdirSync(CASES).flatMap((name): Edit[] => {
    const after = join(CASES, name, 'after');
    if (!existsSync(after)) return [];
    const text = (...path: string[]) => readFileSync(join(CASES, name, ...path), 'utf8');
    const files = readdirSync(after, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.\w+$|Pipfile/.test(file),
    );
    const names = (JSON.parse(text('case.json')) as { promote: string[] }).promote.map((each) =>
      each.replaceAll('_', '-'),
    );
    const pairs = files.map((file) => [file, [text('before', file), text('after', file)]] as const);
    const isConverted = new Set(files.map((file) => file.replace(/^.*\//, ''))).size > 1 || name.includes('beside');
    return [
      {
        names,
        files: Object.fromEntries(pairs),
        moves: / moves from \S+( \[\S+\])? to /.test(text('said.txt')) && !isConverted,
      },
    ];
  });
  expect(edits.length).toBeGreaterThan(25);
  expect((await faultsOf(edits)).filter((fault) => fault !== '')).toEqual([]);
});

const NAMES = [
  'celery',
  'Django',
  'django-redis',
  'gunicorn',
  'Pillow',
  'psycopg',
  'typing_extensions',
  'zope.interface',
];
const name = fc
  .subarray(NAMES, { minLength: 0, maxLength: 6 })
  .chain((chosen) => fc.shuffledSubarray(chosen, { minLength: chosen.length }));
const specifier = fc.constantFrom('', '>=1.2', '==2.0', '~=1.4', ">=1,<2; python_version < '3.12'", '[x,y]>=1');
const comment = fc.constantFrom('', '', '', 'Pinned: the next one drops Python 3.9 for good', 'Tools', 'see acme-lens');
const layout = fc.record({
  names: name,
  at: fc.nat(6),
  others: name,
  specifiers: fc.array(specifier, { minLength: 14, maxLength: 14 }),
  comments: fc.array(comment, { minLength: 14, maxLength: 14 }),
  quote: fc.constantFrom('"', "'"),
  isOpen: fc.boolean(),
  isOneLine: fc.boolean(),
  isClosed: fc.boolean(),
  isWindows: fc.boolean(),
  indent: fc.constantFrom('  ', '    ', '\t'),
});
type Layout = typeof layout extends fc.Arbitrary<infer Shape> ? Shape : never;

/** The requirements of both lists, the one to move among the second. */
function wantedBy({ names, others, at, specifiers }: Layout) {
  const second = others.toSpliced(at % (others.length + 1), 0, 'acme-lens');
  const ask = (each: string, index: number) => `${each}${specifiers[index]}`;
  return [names.map(ask), second.map((each, index) => ask(each, index + 6))] as const;
}

/** An array as TOML and Python both write it. */
function array(requirements: readonly string[], given: Layout, from: number): string {
  const literals = requirements.map((each) =>
    each.includes("'") ? `"${each}"` : `${given.quote}${each}${given.quote}`,
  );
  const last = given.isOpen && literals.length > 0 ? ',' : '';
  if (given.isOneLine) return `[${literals.join(', ')}${last}]`;
  const lines = literals.map((literal, index) => {
    const note = given.comments[from + index] === '' ? '' : `${given.indent}# ${given.comments[from + index]}\n`;
    const comma = index < literals.length - 1 ? ',' : last;
    return `${index % 2 === 0 ? note : ''}${given.indent}${literal}${comma}${index % 2 === 1 && note !== '' ? `  ${note.trim()}` : ''}\n`;
  });
  return `[\n${lines.join('')}]`;
}

/** Lines, some with a comment above, as requirements files and setup.cfg have them. */
function lines(requirements: readonly string[], given: Layout, from: number, indent: string): string {
  const written = requirements.map((each, index) => {
    const note = given.comments[from + index];
    return `${note === '' ? '' : `${indent}# ${note}\n`}${indent}${each}\n`;
  });
  return written.join('');
}

/** Each format's manifests, and the file and the group of the list that something moves to, and of the one it comes from. */
const FORMATS: Readonly<
  Record<string, (given: Layout) => readonly [Record<string, string>, [string, string | null], [string, string | null]]>
> = {
  pyproject(given) {
    const [main, dev] = wantedBy(given);
    const text = `[project]\nname = "shop"\ndependencies = ${array(main, given, 0)}\n\n[dependency-groups]\ndev = ${array(dev, given, 6)}\n\n[tool.x]\ny = [1, { z = "]" }]\n`;
    return [
      { 'pyproject.toml': text },
      ['pyproject.toml', 'project.dependencies'],
      ['pyproject.toml', 'dependency-groups.dev'],
    ];
  },
  setupPy(given) {
    const [main, dev] = wantedBy(given);
    const text = `from setuptools import setup\n\nsetup(\n    install_requires=${array(main, given, 0)},\n    extras_require={"dev": ${array(dev, given, 6)}},\n)\n`;
    return [{ 'setup.py': text }, ['setup.py', 'install_requires'], ['setup.py', 'extras_require.dev']];
  },
  requirements(given) {
    const [main, dev] = wantedBy(given);
    return [
      {
        'requirements.txt': lines(main, given, 0, ''),
        'requirements-dev.txt': `-r requirements.txt\n${lines(dev, given, 6, '')}`,
      },
      ['requirements.txt', null],
      ['requirements-dev.txt', null],
    ];
  },
  setupCfg(given) {
    const [main, dev] = wantedBy(given);
    const text = `[metadata]\nname = shop\n\n[options]\ninstall_requires =\n    wheel\n${lines(main, given, 0, '    ')}\n[options.extras_require]\ndev =\n${lines(dev, given, 6, '    ')}`;
    return [
      { 'setup.cfg': text },
      ['setup.cfg', 'options.install_requires'],
      ['setup.cfg', 'options.extras_require.dev'],
    ];
  },
  poetry(given) {
    const [main, dev] = wantedBy(given);
    const pairs = (wanted: readonly string[], from: number) =>
      lines(
        wanted.map(
          (each, index) =>
            `${/^[\w-]+/.exec(each)?.[0]} = ${index % 2 === 0 ? '"^1.2"' : '{ version = "*", extras = ["x"] }  # x'}`,
        ),
        given,
        from,
        '',
      );
    const text = `[tool.poetry.dependencies]\npython = "^3.12"\n${pairs(main, 0)}\n[tool.poetry.group.dev.dependencies]\n${pairs(dev, 6)}\n[tool.x]\ny = 1\n`;
    return [
      { 'pyproject.toml': text },
      ['pyproject.toml', 'tool.poetry.dependencies'],
      ['pyproject.toml', 'tool.poetry.group.dev.dependencies'],
    ];
  },
};

/** Moves `acme-lens` in some manifests. */
function moved(given: Layout, format: string): Edit {
  const [written, [target, into], [source, from]] = FORMATS[format]?.(given) ?? [{}, ['', null], ['', null]];
  const laidOut = (text: string) =>
    (given.isWindows ? text.replaceAll('\n', '\r\n') : text).replace(given.isClosed ? /(?!)/ : /\s+$/, '');
  const texts = Object.fromEntries(Object.entries(written).map(([file, text]) => [file, laidOut(text)]));
  const before = { ...texts };
  const list = (file: string, group: string | null): List => listIn({ file, name: group }, texts[file] ?? '', parse);
  const old = list(source, from);
  const at = old.entries.findIndex((entry) => entry.name === 'acme-lens');
  const entry = old.entries[at];
  if (entry === undefined) throw new Error(`acme-lens is not in ${before[source]}`);
  texts[source] = without(old, at);
  const next = list(target, into);
  const place = placeFor(
    next.entries.map((each) => each.name),
    'acme-lens',
  );
  const comments = next.holdsComments(place) ? {} : { above: [], behind: '' };
  texts[target] = withAdded(next, place, { ...entry, ...comments });
  const files = Object.keys(texts).map((file) => [file, [before[file] ?? '', texts[file] ?? '']] as const);
  return { names: ['acme-lens'], files: Object.fromEntries(files), moves: true };
}

test.skipIf(worlds === null).each(Object.keys(FORMATS))(
  'a move in any layout of %s is just that, says Python',
  async (format) => {
    const edits = fc.sample(layout, { numRuns: RUNS, seed: SEED }).map((given) => moved(given, format));
    const faults = await faultsOf(edits);
    const wrong = faults.flatMap((fault, index) => (fault === '' ? [] : [{ fault, files: edits[index]?.files }]));
    expect(wrong.slice(0, 2)).toEqual([]);
  },
);

test('Python finds an edit wrong that loses something, or changes it', async () => {
  if (worlds === null) return;
  const toml = (main: string, dev: string) =>
    `[project]\ndependencies = [${main}]\n[dependency-groups]\ndev = [${dev}]\n`;
  const edit = (main: string, dev: string): Edit => {
    return { names: ['a'], files: { 'pyproject.toml': [toml('"b"', '"a>=1", "c"'), toml(main, dev)] }, moves: true };
  };
  const faults = await faultsOf([
    edit('"a>=1", "b"', '"c"'),
    edit('"a>=1"', '"c"'),
    edit('"a>=1", "b"', ''),
    edit('"a>=2", "b"', '"c"'),
    edit('"b"', '"c"'),
    edit('"b" "a>=1"', '"c"'),
  ]);
  expect(faults.map((fault) => fault === '')).toEqual([true, false, false, false, false, false]);
});
