import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { loadParser } from '../src/python/syntax/parser.ts';
import { judge, type Tally } from './generate/judge.ts';
import { modules } from './generate/module.ts';
import { startStubWorlds } from './stubworld.ts';

/** How many modules, and which: `DJGUARD_RUNS=200000 DJGUARD_SEED=1 npx vitest run test/generated.test.ts`. */
const RUNS = Number(process.env.DJGUARD_RUNS ?? 2000);
const SEED = Number(process.env.DJGUARD_SEED ?? 20);

const stubWorlds = await startStubWorlds();
const parse = await loadParser();
afterAll(() => stubWorlds?.close());

describe.skipIf(stubWorlds === null)('in stub worlds', () => {
  test(`${RUNS} generated modules keep the promise (seed ${SEED})`, async () => {
    const tally: Tally = { broken: 0, clean: 0, changed: 0, refused: 0 };
    const property = fc.asyncProperty(modules, async (module) => {
      const wrong = await judge(parse, stubWorlds as NonNullable<typeof stubWorlds>, module, tally);
      if (wrong !== null) throw new Error(wrong);
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
    expect(tally.changed).toBeGreaterThan(RUNS / 2);
    expect(tally.clean).toBeGreaterThan(RUNS / 50);
    expect(tally.broken).toBeLessThan(RUNS / 5);
  }, 3_600_000);
});
