import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { transforms } from '../transforms/index.ts';

const readme = readFileSync('README.md', 'utf8');

test("shows a part of what the README's first command prints", () => {
  const shown = /```diff\n([\s\S]*?)```/.exec(readme)?.[1] ?? 'no diff';
  expect(readFileSync('fixtures/projects/documented-recipe/stdout.txt', 'utf8')).toContain(shown);
});

test("shows a rule's own example as before and after", () => {
  const [, before, after] =
    /## Before and after\n\n```python\n([\s\S]*?)```\n\n```python\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(transforms.map(({ example }) => example)).toContainEqual({ before, after });
});
