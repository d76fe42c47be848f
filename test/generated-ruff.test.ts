import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { modules } from './generate/module.ts';
import { rewrite } from './rewrite.ts';
import { pythonWorlds, runProgram } from './world.ts';

/** Every fiftieth of the modules that the stub worlds run. */
const RUNS = Math.ceil(Number(process.env.DJGUARD_RUNS ?? 2000) / 50);
const SEED = Number(process.env.DJGUARD_SEED ?? 20);

/** How many of the modules may come out as ruff would not write them: a limit that only goes down, to none. */
const UNSTABLE = 0;

const worlds = await pythonWorlds();
const parse = await loadParser();

describe.skipIf(worlds === null)('ruff', () => {
  let folder = '';
  let changed = 0;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'djguard-generated-')));
    await Promise.all(['before', 'after'].map((side) => mkdir(join(folder, side))));
    const samples = fc.sample(modules, { seed: SEED, numRuns: RUNS });
    await Promise.all(samples.map(({ text }, i) => writeFile(join(folder, 'before', `m${i}.py`), text)));
    await ruff(['format', '--isolated', '--no-cache', join(folder, 'before')]);
    for (const [i, { path, packages }] of samples.entries()) {
      const text = await readFile(join(folder, 'before', `m${i}.py`), 'utf8');
      const outcome = rewrite(
        parse,
        path,
        text,
        packages.map((root) => packageNamed(root)),
      );
      if (outcome.status !== 'found' || outcome.after === text) continue;
      await writeFile(join(folder, 'after', `m${i}.py`), outcome.after);
      changed += 1;
    }
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test(`formats ${RUNS} generated modules as they are (seed ${SEED})`, async () => {
    expect(changed).toBeGreaterThan(RUNS / 3);
    const { stdout } = await ruff(['format', '--isolated', '--no-cache', '--diff', join(folder, 'after')]);
    const unstable = stdout.match(/^\+\+\+ /gm)?.length ?? 0;
    expect(unstable, stdout).toBeLessThanOrEqual(UNSTABLE);
  });

  test(`finds nothing new in ${RUNS} generated modules (seed ${SEED})`, async () => {
    const [before, after] = await Promise.all(['before', 'after'].map(errors));
    const found = [...(after ?? [])].filter(([rule, count]) => count > (before?.get(rule) ?? 0));
    expect(found.map(([rule]) => rule)).toEqual([]);
  });

  /** How often ruff names each rule that a guard must not break, by file. */
  async function errors(side: string): Promise<ReadonlyMap<string, number>> {
    const options = ['--isolated', '--no-cache', '--output-format', 'json', '--select', 'F401,F811,F821,F823,E7,E9,W'];
    const { stdout } = await ruff(['check', ...options, '--ignore', 'E701,E702', join(folder, side)]);
    const found = new Map<string, number>();
    for (const { code, filename } of JSON.parse(stdout) as readonly { code: string; filename: string }[]) {
      const rule = `${relative(join(folder, side), filename)}: ${code}`;
      found.set(rule, (found.get(rule) ?? 0) + 1);
    }
    return found;
  }
});

function ruff(args: readonly string[]): ReturnType<typeof runProgram> {
  return runProgram(worlds?.ruff ?? '', args);
}
