import { expect, test } from 'vitest';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { SLOW } from './hostile/slow.ts';
import { rewrite } from './rewrite.ts';

const parse = await loadParser();
const packages = [packageNamed('debug_toolbar')];
/** Milliseconds below which a measurement says nothing. */
const LEAST = 20;

/** The least of three times, in milliseconds. */
function timeOf(text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const began = performance.now();
    rewrite(parse, 'settings.py', text, packages);
    return performance.now() - began;
  });
  return Math.max(LEAST, ...[Math.min(...times)]);
}

// Four times the input is four times the work where it is linear, 16 times where it grows by the square, 64 by the cube.
test.each(Object.entries(SLOW))(
  'four times as many %s take no 30 times as long',
  (_, make) => {
    timeOf(make(60));
    expect(timeOf(make(240)) / timeOf(make(60))).toBeLessThan(30);
  },
  120_000,
);
