import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { judgeProject, newTally } from './generate/projects/judge.ts';
import { projects } from './generate/projects/project.ts';
import { startModuleWorlds } from './moduleworld.ts';

/** How many projects, and which: `DJGUARD_RUNS=10000 DJGUARD_SEED=1 npx vitest run test/generated-projects.test.ts`. */
const RUNS = Number(process.env.DJGUARD_RUNS ?? 250);
const SEED = Number(process.env.DJGUARD_SEED ?? 20);
/** A file for the count of forms, and all that is wrong in place of the first project. */
const COUNT = process.env.DJGUARD_COUNT;

const worlds = startModuleWorlds();
afterAll(() => worlds.close());

describe('modules of one project', () => {
  test(`${RUNS} generated projects keep the promise (seed ${SEED})`, async () => {
    const tally = newTally();
    const all: string[] = [];
    const property = fc.asyncProperty(projects, async (project) => {
      const wrong = await judgeProject(worlds, project, tally);
      if (wrong === null) return;
      if (COUNT === undefined) throw new Error(wrong);
      all.push(wrong);
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
    if (COUNT !== undefined)
      writeFileSync(
        COUNT,
        JSON.stringify({ ...tally, forms: [...tally.forms].sort(), reasons: [...tally.reasons], all }, null, 1),
      );
    expect(all.length).toBe(0);
    expect(tally.changed).toBeGreaterThan(RUNS / 4);
    expect(tally.refused).toBeLessThan(RUNS / 2);
    expect(tally.broken).toBeLessThan(RUNS / 4);
  }, 3_600_000);
});
