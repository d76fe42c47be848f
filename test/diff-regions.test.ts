import { applyPatch, createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patchOf } from '../src/report/diff.ts';
import { regionsOf } from '../src/report/regions.ts';
import { cases } from './cases.ts';

const CONTEXT = 3;
/** The diff of two texts as a whole. */
const whole = (before: string, after: string): string =>
  createTwoFilesPatch('a/x.py', 'b/x.py', before, after, undefined, undefined, {
    context: CONTEXT,
    headerOptions: FILE_HEADERS_ONLY,
  });
const cut = (before: string, after: string): string => patchOf({ patchPath: 'x.py', before, after });
const countOf = (before: string, after: string): number =>
  regionsOf(before.split(/(?<=\n)/), after.split(/(?<=\n)/), CONTEXT).length;

const texts = cases.flatMap(({ before, after }) =>
  after === null ? [] : [[before.toString('latin1'), after.toString('latin1')] as const],
);

describe('a diff that is made region by region is that of the whole', () => {
  test('for every case', () => {
    for (const [before, after] of texts) expect(cut(before, after)).toBe(whole(before, after));
  });

  test('for cases one after the other in one file, with code between them', () => {
    let regions = 0;
    for (let at = 0; at + 8 < texts.length; at += 8) {
      const joined = (side: 0 | 1) =>
        texts
          .slice(at, at + 8)
          .map(
            (text, index) =>
              `${text[side]}\n${Array.from({ length: 3 * index }, (_, x) => `X${index}_${x} = 1\n`).join('')}`,
          )
          .join('');
      expect(cut(joined(0), joined(1))).toBe(whole(joined(0), joined(1)));
      regions += countOf(joined(0), joined(1));
    }
    expect(regions).toBeGreaterThan(texts.length / 4);
  });

  test('for lines that come again', () => {
    const line = fc.oneof({ weight: 3, arbitrary: fc.nat(400) }, { weight: 1, arbitrary: fc.nat(5) });
    const edits = fc.array(fc.tuple(fc.nat(120), fc.nat(4), fc.array(line, { maxLength: 4 })), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 120 }), edits, fc.boolean(), (lines, changes, ends) => {
        const changed = changes.reduce<readonly number[]>(
          (now, [at, less, more]) => now.toSpliced(at, less, ...more),
          lines,
        );
        const text = (all: readonly number[]) => all.map((each) => `X = ${each}`).join('\n') + (ends ? '\n' : '');
        // Where lines were moved there are several shortest diffs, and only the number of lines is the same.
        const [one, other] = [cut(text(lines), text(changed)), whole(text(lines), text(changed))];
        expect(sizeOf(one)).toBeLessThanOrEqual(sizeOf(other) + 2 * changes.length);
        expect(applyPatch(text(lines), one)).toBe(text(changed));
      }),
      { numRuns: 2000 },
    );
  });
});

test('few edits of a long file are cut apart, and take time by the length of the file', () => {
  const made = (lines: number) => {
    const before = Array.from({ length: lines }, (_, at) => `X${at} = ${at}\n`);
    const after = before.flatMap((line, at) =>
      at % 20 === 1 ? ['try:\n', `    ${line}`, 'except:\n', '    pass\n'] : [line],
    );
    return [before.join(''), after.join('')] as const;
  };
  expect(countOf(...made(2000))).toBeGreaterThan(90);
  const timeOf = (lines: number) => {
    const [before, after] = made(lines);
    const times = Array.from({ length: 3 }, () => {
      const began = performance.now();
      cut(before, after);
      return performance.now() - began;
    });
    return Math.max(20, Math.min(...times));
  };
  timeOf(2000);
  expect(timeOf(16_000) / timeOf(4000)).toBeLessThan(10);
});

/** How many lines a diff takes and gives. */
function sizeOf(patch: string): number {
  return patch.split('\n').filter((line) => /^[-+](?!--|\+\+)/.test(line)).length;
}
