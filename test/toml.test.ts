import { expect, test } from 'vitest';
import { placesIn } from '../src/packages/manifests/syntax/toml-places.ts';
import { parseToml } from '../src/util/toml.ts';

test.each([
  ['100,000 tables', '[a]\n'.repeat(100_000), 'more than 50000 tables'],
  ['a key of a million parts', `${'a.'.repeat(1_000_000)}a = 1\n`, 'a line of more than 64 KB'],
  ['100,000 brackets', `x = ${'['.repeat(50_000)}`, 'excessively nested'],
])('%s: a mistake, and no gigabytes', (_, text, message) => {
  expect(parseToml(text)).toMatchObject({ mistake: { message: expect.stringContaining(message) } });
});

test('four times as many places take no ten times as long', () => {
  const timeOf = (count: number) => {
    const text = `[dependency-groups]\n${Array.from({ length: count }, (_, at) => `g${at} = ["p${at}"]\n`).join('')}`;
    const began = performance.now();
    const place = placesIn('pyproject.toml', text);
    for (let at = 0; at < count; at++) expect(place(['dependency-groups', `g${at}`], `p${at}`).line).toBe(at + 2);
    return Math.max(20, performance.now() - began);
  };
  timeOf(2000);
  expect(timeOf(16_000) / timeOf(4000)).toBeLessThan(10);
});
