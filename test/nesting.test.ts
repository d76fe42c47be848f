import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';
import { type Backend, loadParser } from '../src/python/syntax/parser.ts';
import { textOf } from '../src/python/syntax/tree.ts';
import { djguard, FIXABLE, folderWith } from './command.ts';
import { NESTED, nested } from './hostile/nested.ts';

const BACKENDS: readonly Backend[] = isNative() ? ['wasm', 'native'] : ['wasm'];

/** Whether somebody installed the native parser beside. */
function isNative(): boolean {
  try {
    createRequire(import.meta.url).resolve('tree-sitter');
    return true;
  } catch {
    return false;
  }
}

describe.each(BACKENDS)('with the parser as %s', (backend: Backend) => {
  test.each(Object.keys(NESTED))('%s: an error of one text, and the next is parsed', async (name) => {
    const parse = await loadParser(backend);
    const root = parse(NESTED[name] as string);
    expect(root.tree.nodes.some(({ type }) => type === 'ERROR' || type === 'MISSING')).toBe(true);
    expect(parse('import debug_toolbar\n').tree.nodes.map(({ type }) => type)).toContain('import_statement');
  });

  test('what people write is far below the limits', async () => {
    const parse = await loadParser(backend);
    const texts = [
      `${nested(100, () => 'if x:')}pass\n`,
      `X = ${'('.repeat(200)}1${')'.repeat(200)}\n`,
      `X = a${' + a'.repeat(900)}\n`,
      `X = [\n${'    # "quoted"\n'.repeat(1900)}]\n`,
    ];
    for (const text of texts) expect(parse(text).tree.refused).toBe(null);
  });
});

test('a run names each of them, and goes on with the next file', async () => {
  const names = Object.keys(NESTED);
  const files = names.map((name, at) => [`deep${at}.py`, `INSTALLED_APPS = ["debug_toolbar"]\n${NESTED[name]}`]);
  const cwd = folderWith({ ...Object.fromEntries(files), 'setup.py': NESTED.lists ?? '', 'good.py': FIXABLE });
  const ran = await djguard(['--fix'], { cwd });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('Fixed good.py: 1 unguarded use\n');
  expect(ran.stderr).not.toContain('bug');
  for (const [at, name] of names.entries())
    expect([name, ran.stderr]).toEqual([
      name,
      expect.stringMatching(new RegExp(`^deep${at}\\.py:\\d+:\\d+: error: `, 'm')),
    ]);
});

test('comments that the parser does not see stand in the tree as if it did', async () => {
  const text = [
    'def f():\n    x = 1\n',
    ...Array.from({ length: 100 }, (_, at) => `    # comment ${at}\r\n`),
    '    return [\n',
    ...Array.from({ length: 90 }, (_, at) => `        #${at}, é\n`),
    '        1,\n    ]\n',
    's = """\n',
    ...Array.from({ length: 90 }, (_, at) => `# in a string ${at}\n`),
    '"""\nt = f"""\n',
    ...Array.from({ length: 90 }, (_, at) => `# in a string ${at} {debug_toolbar}\n`),
    '"""\n',
  ].join('');
  await Parser.init();
  const parser = new Parser();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
  parser.setLanguage(await Language.load(grammar));
  const seen = parser.parse(text)?.rootNode.descendantsOfType('comment') ?? [];
  const root = (await loadParser('wasm'))(text);
  const comments = root.tree.nodes.filter(({ type }) => type === 'comment');
  expect(comments).toHaveLength(190);
  expect(comments.map(({ start, parent }) => [start, parent?.type, parent?.start])).toEqual(
    seen.map((node) => [node?.startIndex, node?.parent?.type, node?.parent?.startIndex]),
  );
  for (const comment of comments) expect(textOf(comment)).toMatch(/^#.*[^\r]$/);
  expect(root.tree.nodes.filter(({ type }) => type === 'interpolation')).toHaveLength(90);
});
