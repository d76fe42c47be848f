import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../transforms/index.ts';
import { djguard, folderWith } from './command.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const pages = readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []));
const readme = read('README.md');

test('the README tells how the output of its first command ends', async () => {
  const { stdout, stderr } = await djguard(['fixtures/projects/documented-recipe'], { cwd: '.' });
  const [found = 'no summary', levels = 'no levels'] = stderr.trimEnd().split('\n').slice(-2);
  expect(stdout).toContain('+++ b/fixtures/projects/documented-recipe/before/mysite/urls.py');
  expect(readme).toContain(`\`${found}\` and \`${levels}\``);
});

test('the README is short enough to be read at a glance', () => {
  expect(readme.split('\n').length).toBeLessThan(80);
});

test.each(['README.md', ...pages])('%s links to files that are there', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => join(page, '..', link));
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

test('the README leads to every guide', () => {
  const reachable = ['README.md', 'docs/CONTRIBUTING.md', 'docs/usage.md', 'docs/proof.md'].map(read).join('\n');
  const unnamed = pages.filter((page) => !reachable.includes(page) && !reachable.includes(`](${page.slice(5)})`));
  expect(unnamed).toEqual([]);
});

/** As long as nothing is published, whoever runs one of these gets what somebody else has put there. */
test.each(['README.md', ...pages.filter((page) => page !== 'docs/RELEASING.md')])(
  '%s runs no package that a stranger may have published',
  (page) => {
    const text = read(page).replaceAll('npm ci && npx djguard fixtures/', '');
    expect(
      text.match(/\b(?:pip install|pipx (?:run|install)|uvx|uv tool \w+|npx|bunx|npm i\w*(?: -\S+)*) djguard\b.*/g),
    ).toBe(null);
  },
);

test("docs/rules.md shows a rule's own example as before and after", () => {
  const [, before, after] =
    /## Before and after\n\n```python\n([\s\S]*?)```\n\n```python\n([\s\S]*?)```/.exec(read('docs/rules.md')) ?? [];
  expect(rules.map(({ example }) => example)).toContainEqual({ before, after });
});

test.each([
  ['docs/packages.md', ['packages']],
  ['docs/packages.md', ['why', 'django-debug-toolbar']],
  ['docs/levels.md', ['--check']],
])('%s shows what djguard %s prints on a project', async (page, args) => {
  const cwd = folderWith({});
  cpSync('fixtures/projects/settings-package/before', cwd, { recursive: true });
  const { stdout } = await djguard(args, { cwd });
  expect(read(page)).toContain(`$ djguard ${args.join(' ')}\n${stdout}`);
});
