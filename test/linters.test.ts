import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { pythonWorlds, runProgram } from './world.ts';

const worlds = await pythonWorlds();
const changing = cases.filter(({ after }) => after !== null);
const RULES = 'E,W,F,I';

/** Rules that count lines or names, which a guard adds by its nature: they may not be new, but may be more. */
const GROWING = new Set(['F405', 'W191', 'E101', 'E402', 'E701', 'E702']);

/** How often ruff names each rule, by the file's path below the folder. */
type Found = ReadonlyMap<string, ReadonlyMap<string, number>>;

describe.skipIf(worlds === null)('ruff', () => {
  let folder = '';
  let formatted: Found = new Map();
  let checked: Found = new Map();

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'djguard-ruff-')));
    for (const { name, before, after } of changing) {
      for (const [side, bytes] of [
        ['before', before],
        ['after', after as Buffer],
      ] as const) {
        const file = join(folder, `${side}/${name}.py`);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, bytes);
      }
    }
    [formatted, checked] = await Promise.all([
      ruff(folder, ['format', '--check']),
      ruff(folder, ['check', '--extend-select', RULES]),
    ]);
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(changing)('finds nothing new in $name', ({ name }) => {
    expect(more(checked.get(`before/${name}.py`), checked.get(`after/${name}.py`))).toEqual([]);
  });

  test.each(changing)('formats $name as it was, where it was formatted', ({ name }) => {
    expect(more(formatted.get(`before/${name}.py`), formatted.get(`after/${name}.py`))).toEqual([]);
  });

  test('has formatted input to judge by', () => {
    const stable = changing.filter(({ name }) => !formatted.has(`before/${name}.py`));
    expect(stable.length).toBeGreaterThan(changing.length / 3);
  });
});

/** Runs ruff once over a folder, without anyone's configuration. */
async function ruff(folder: string, args: readonly string[]): Promise<Found> {
  const [command = '', ...options] = args;
  const common = ['--isolated', '--no-cache', '--output-format', 'json'];
  const ran = await runProgram(worlds?.ruff ?? '', [command, ...common, ...options, folder]);
  const found = new Map<string, Map<string, number>>();
  for (const { code, filename } of JSON.parse(ran.stdout) as readonly { code: string; filename: string }[]) {
    const path = relative(folder, filename);
    const counts = found.get(path) ?? new Map<string, number>();
    found.set(path, counts.set(code, (counts.get(code) ?? 0) + 1));
  }
  return found;
}

/** The rules that `after` breaks more often than `before` does. */
function more(
  before: ReadonlyMap<string, number> = new Map(),
  after: ReadonlyMap<string, number> = new Map(),
): string[] {
  return [...after]
    .filter(([code, count]) => (GROWING.has(code) ? !before.has(code) : count > (before.get(code) ?? 0)))
    .map(([code, count]) => `${code}: ${before.get(code) ?? 0} before, ${count} after`);
}
