import { expect, test } from 'vitest';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { rewrite } from '../src/rewrite/rewrite.ts';
import { transforms } from '../transforms/index.ts';

const parse = await loadParser();
const packages = ['debug_toolbar', 'django_nose', 'ipdb'].map((root) => packageNamed(root));

test.each(transforms)('$code $name does what its example shows', ({ name, refuses, example }) => {
  const outcome = rewrite(parse, 'settings.py', example.before, packages);
  if (outcome.status !== 'found') throw new Error(`the example is ${outcome.status}`);
  expect(outcome.findings.map((finding) => finding.transform)).toContain(name);
  if (refuses === undefined) expect(outcome.after).toBe(example.after);
  else expect(outcome.findings).toMatchObject([{ fixable: false, advice: refuses }]);
});

test.each(transforms)("$code $name's result needs no more", ({ example }) => {
  expect(rewrite(parse, 'settings.py', example.after, packages)).toEqual({ status: 'clean' });
});

test('no code and no name is used twice', () => {
  expect(new Set(transforms.map(({ code }) => code)).size).toBe(transforms.length);
  expect(new Set(transforms.map(({ name }) => name)).size).toBe(transforms.length);
});
