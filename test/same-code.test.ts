import { expect, test } from 'vitest';
import { isSameCode } from '../src/format/same-code.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { readSource } from '../src/python/syntax/source.ts';

const parse = await loadParser();

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => readSource(parse, 'settings.py', `${text}\n`));
  if (a === undefined || b === undefined || 'status' in a || 'status' in b) throw new Error('no Python');
  return isSameCode(a, b);
}

test.each([
  ['X = [1, 2]', 'X = [\n    1,\n    2,\n]'],
  ['X = a if b else c', 'X = (\n    a\n    if b\n    else c\n)'],
  ['A, B = 1, 2', 'A, B = (\n    1,\n    2,\n)'],
  ['f(a, *b, c=1)', 'f(\n    a,\n    *b,\n    c=1,\n)'],
  ['X = "a" # why', 'X = (\n    "a"  # why\n)'],
])('%j is the same code as %j', (one, other) => {
  expect(isSame(one, other)).toBe(true);
});

test.each([
  ['X = (1,)', 'X = (1)'],
  ['X = (a, b)', 'X = (a)(b)'],
  ['X = "a b"', 'X = "a  b"'],
  ['X = [a, b]', 'X = [b, a]'],
  ['X = [a, b]', 'X = [a + b]'],
  ['X = a + b * c', 'X = (a + b) * c'],
  ['X = not a and b', 'X = not (a and b)'],
  ['X = [a]  # why', 'X = [a]'],
  ['X = (yield)', 'X = ((yield), 1)'],
  ['if a:\n    b\n    c', 'if a:\n    b\nc'],
])('%j is other code than %j', (one, other) => {
  expect(isSame(one, other)).toBe(false);
});
