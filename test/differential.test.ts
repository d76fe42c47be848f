import { afterAll, describe, expect, test } from 'vitest';
import { type Case, cases } from './cases.ts';
import { startStubWorlds, type Verdict } from './stubworld.ts';
import { wrongRewrites } from './wrong-rewrites.ts';

const stubWorlds = await startStubWorlds();
afterAll(() => stubWorlds?.close());

/** Bad input on purpose: not Python, so nothing runs it. */
const running = cases.filter(({ error, name }) => error === null && !name.startsWith('failed/'));
const rewritten = running.filter(({ after }) => after !== null);
const staying = running.filter(({ after, findings }) => after === null && findings === null);
const reported = running.filter(({ after, findings }) => after === null && findings !== null);

describe.skipIf(stubWorlds === null)('in stub worlds', () => {
  test.each(rewritten)('$name keeps every value with the package, and runs without it', async (given) => {
    const verdict = await compare(given, given.after as Buffer);
    expect(said(verdict.broken)).toBe('');
    expect(said(verdict.present)).toBe('');
    if (given.left === null) expect(said(verdict.absent)).toBe('');
    else expect(said(verdict.absent)).toContain(given.left);
  });

  test.each(rewritten)('$name needed its rewrite', async (given) => {
    const { absent } = await compare(given, given.before);
    expect(said(absent), 'before.py runs without the package: is the case guarded-, harmless- or refused-?').not.toBe(
      '',
    );
  });

  test.each(staying)('$name runs without the package as it is', async (given) => {
    expect(await compare(given, given.before)).toMatchObject({ broken: [], present: [], absent: [] });
  });

  test.each(reported)('$name runs with the package', async (given) => {
    expect(await compare(given, given.before)).toMatchObject({ broken: [], present: [] });
  });

  test.each(wrongRewrites)('catch a rewrite where $wrong', async ({ before, after, says }) => {
    const verdict = await worlds().compare({ before: bytes(before), after: bytes(after), packages: ['debug_toolbar'] });
    expect([...verdict.broken, ...verdict.present, ...verdict.absent].join('\n')).toMatch(says);
  });

  test('outlive a module that never ends, one that ends Python, and one that does not parse', async () => {
    const sources = ['while True:\n    pass\n', 'import os\nos._exit(3)\n', 'INSTALLED_APPS = [\n', 'A = 1\n'];
    const verdicts = await Promise.all(
      sources.map((source) => worlds().compare({ before: bytes(source), after: bytes(source), packages: ['silk'] })),
    );
    expect(verdicts.map(({ broken }) => broken.join())).toEqual([
      expect.stringContaining('time limit'),
      expect.stringContaining('process ended'),
      expect.stringContaining('SyntaxError'),
      '',
    ]);
  });
});

/** What went wrong, each thing once, under whichever conditions it did. */
function said(lines: readonly string[]): string {
  return [...new Set(lines.map((line) => line.replace(/^\[\] /, '')))].join('\n');
}

function worlds(): NonNullable<typeof stubWorlds> {
  if (stubWorlds === null) throw new Error('unreachable: these tests are skipped');
  return stubWorlds;
}

function compare({ before, packages, startUp, asking }: Case, after: Buffer): Promise<Verdict> {
  return worlds().compare({ before, after, packages, startUp, asking });
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
