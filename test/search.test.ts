import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moduleText } from '../scripts/wasm.ts';
import { put, type Search } from '../src/files/buffer.ts';
import { CATALOGUE } from '../src/packages/catalogue/catalogue.ts';
import { byExpression, searchFor } from '../src/search/search.ts';
import { byTeddy } from '../src/search/teddy.ts';

const ROOTS = CATALOGUE.rows.map(({ root }) => root);

function holds(search: Search, text: string | Buffer): boolean {
  return search.holds(put(search, Buffer.from(text)));
}

function teddy(names: readonly string[]): Search {
  const search = byTeddy(names.map((name) => Buffer.from(name)));
  if (search === null) throw new Error('no vectors');
  return search;
}

test('the committed module is what teddy.wat says', async () => {
  expect(readFileSync(new URL('../src/search/teddy-wasm.ts', import.meta.url), 'utf8')).toBe(await moduleText());
});

describe.each([
  ['Teddy', teddy],
  ['an expression', (names: readonly string[]) => byExpression(names.map((name) => Buffer.from(name)))],
])('by %s', (_, make) => {
  test.each(ROOTS)('%s is found at every place, as a word', (root) => {
    const search = make(ROOTS);
    for (let before = 0; before < 34; before++) {
      const space = ' '.repeat(before);
      expect(holds(search, `${space}${root}`)).toBe(true);
      expect(holds(search, `${space}${root}.x = 1\n`)).toBe(true);
      expect(holds(search, `${space}${root.slice(0, -1)}`)).toBe(ROOTS.includes(root.slice(0, -1)));
      expect(holds(search, `${space}x${root}`)).toBe(false);
      expect(holds(search, `${space}${root}0`)).toBe(false);
      expect(holds(search, `${space}_${root}`)).toBe(false);
    }
  });

  test('what an earlier text left behind is not found', () => {
    const search = make(['silk', 'nplusone']);
    expect(holds(search, 'import nplusone\n')).toBe(true);
    expect(holds(search, 'import nplus')).toBe(false);
    expect(holds(search, 'import sil')).toBe(false);
    expect(holds(search, '')).toBe(false);
    expect(holds(search, 'silk')).toBe(true);
  });

  test('a text may be longer than the buffer was', () => {
    const search = make(['silk']);
    const size = search.bytes.length;
    for (const length of [size - 1, size, 3 * size + 5]) {
      const text = Buffer.alloc(length, 'x = 1\n');
      expect(holds(search, text)).toBe(false);
      text.write(' silk', length - 5);
      expect(holds(search, text)).toBe(true);
    }
  });

  test('a name may hold letters that are no ASCII', () => {
    const search = make(['größe', 'école']);
    expect(holds(search, 'import größe\n')).toBe(true);
    expect(holds(search, 'import école\n')).toBe(true);
    expect(holds(search, 'import grösse, cole\n')).toBe(false);
  });

  test('no names, nothing found', () => {
    expect(holds(make([]), 'import silk\n')).toBe(false);
  });
});

test('both ways find the same in texts made of pieces of the names', () => {
  // Few letters, so that fingerprints, buckets and slots are shared.
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '_', '1', 'é'), minLength: 4, maxLength: 12 });
  const piece = (names: readonly string[]) =>
    fc.oneof(
      fc.constantFrom(...names),
      fc.string({ unit: fc.constantFrom('a', 'b', '_', '1', 'é', ' ', '.'), maxLength: 9 }),
    );
  const sample = fc
    .array(name, { minLength: 1, maxLength: 40 })
    .chain((names) =>
      fc.tuple(fc.constant(names), fc.array(fc.array(piece(names), { maxLength: 30 }), { maxLength: 8 })),
    );
  let found = 0;
  fc.assert(
    fc.property(sample, ([names, texts]) => {
      const [one, other] = [teddy(names), byExpression(names.map((each) => Buffer.from(each)))];
      for (const text of texts.map((pieces) => pieces.join(''))) {
        expect(holds(one, text), JSON.stringify({ names, text })).toBe(holds(other, text));
        if (holds(other, text)) found += 1;
      }
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(100);
});

test('names that do not fit Teddy are found all the same', () => {
  expect(byTeddy([Buffer.from('pdb')])).toBeNull();
  const many = Array.from({ length: 4_000 }, (_, index) => `package_${index}`);
  expect(byTeddy(many.map((each) => Buffer.from(each)))).toBeNull();
  expect(holds(searchFor(['pdb', 'debug_toolbar']), 'import pdb\n')).toBe(true);
  expect(holds(searchFor(['pdb', 'debug_toolbar']), 'import debug_toolbar\n')).toBe(true);
  expect(holds(searchFor(['pdb', 'debug_toolbar']), 'import ipdb\n')).toBe(false);
  expect(holds(searchFor(many), 'import package_3999\n')).toBe(true);
});

test.each([1, 1000])('names are found in UTF-16 of either order, in %i texts', (texts) => {
  const search = searchFor(['silk', 'größe'], texts);
  for (const name of ['silk', 'größe']) {
    const text = Buffer.from(`import ${name}`, 'utf16le');
    expect(holds(search, text)).toBe(true);
    expect(holds(search, Buffer.from(text).swap16())).toBe(true);
    expect(holds(search, Buffer.from(`import ${name.slice(1)}`, 'utf16le'))).toBe(false);
  }
});
