import { cpSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../transforms/index.ts';
import { djguard, folderWith } from './command.ts';

const readme = readFileSync('README.md', 'utf8');

test("shows a part of what the README's first command prints", () => {
  const shown = /```diff\n([\s\S]*?)```/.exec(readme)?.[1] ?? 'no diff';
  expect(readFileSync('fixtures/projects/documented-recipe/stdout.txt', 'utf8')).toContain(shown);
});

test("shows a rule's own example as before and after", () => {
  const [, before, after] =
    /## Before and after\n\n```python\n([\s\S]*?)```\n\n```python\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(rules.map(({ example }) => example)).toContainEqual({ before, after });
});

test('shows what its commands print on a project', async () => {
  const cwd = folderWith({});
  cpSync('fixtures/projects/settings-package/before', cwd, { recursive: true });
  const said = async (...args: string[]) => (await djguard(args, { cwd })).stdout;
  const console = (command: string, output: string) => `$ djguard ${command}\n${output}`;
  expect(readme).toContain(console('packages', await said('packages')));
  expect(readme).toContain(console('why django-debug-toolbar', await said('why', 'django-debug-toolbar')));
  expect(readme).toContain(console('--check', await said('--check')));
});
