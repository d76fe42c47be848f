import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(path, 'utf8');
const guide = read('docs/CONTRIBUTING.md');
const security = read('docs/SECURITY.md');

/** Paths of the repository in a text; one with a word in capitals stands for many. */
function pathsIn(text: string): readonly string[] {
  const found = text.matchAll(/\b(?:bench|docs|fixtures|scripts|src|test|transforms)\/[\w./-]*\w/g);
  return [...new Set([...found].map(([path]) => path))].filter((path) => !/\b[A-Z]{3,}\b(?!\.md)/.test(path));
}

test.each([
  ['docs/CONTRIBUTING.md', guide],
  ['docs/SECURITY.md', security],
])('%s names files that are there', (_, text) => {
  const paths = pathsIn(text);
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test("the guide's example is a case, a rule and a line of code that are there", () => {
  const example = 'fixtures/middleware/refused-popped-by-number';
  expect(guide).toContain(`\`\`\`python\n${read(`${example}/before.py`)}\`\`\``);
  expect(guide).toContain(`\n${read(`${example}/findings.txt`)}\`\`\``);
  const [, shapes = 'no list of shapes'] = /```ts\n(fix: .+)\n```/.exec(guide) ?? [];
  expect(read('transforms/middleware.ts')).toContain(shapes);
  const methods = read('src/python/semantics/lists/methods.ts');
  const [, added = 'no line of code', kind] = /```ts\n(pop: ('.+'),)\n```/.exec(guide) ?? [];
  expect(methods).toContain(`remove: ${kind},`);
  expect(methods).not.toContain(added);
  expect(methods).toContain("if (name === 'pop')");
});

test('the guide calls scripts that package.json has', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const called = [...guide.matchAll(/\bnpm run ([\w-]+)/g)].map(([, name]) => name ?? '');
  expect(called).toEqual(expect.arrayContaining(['tree', 'new-case', 'new-rule', 'bench', 'check']));
  expect(called.filter((name) => !(name in scripts))).toEqual([]);
});

test('the guide tells of each file of tests how long it takes', () => {
  const told = [...guide.matchAll(/^\| `test\/([\w-]+\.test\.ts)` \| (?:\d+|under 1) \|/gm)].map(([, name]) => name);
  const there = readdirSync('test').filter((name) => name.endsWith('.test.ts'));
  expect(told.sort()).toEqual(there.sort());
});

test('each promise on security has tests of these names', () => {
  const rows = [...security.matchAll(/^\| `(test\/[\w-]+\.test\.ts)` \| "(.+)" \|$/gm)];
  expect(rows.length).toBeGreaterThan(10);
  const missing = rows.filter(([, file = '', title = '']) => !read(file).includes(title));
  expect(missing.map(([row]) => row)).toEqual([]);
});
