import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatted, partOf } from '../src/format/statement.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { readSource } from '../src/python/syntax/source.ts';
import { isSuite } from '../src/python/syntax/tree.ts';
import { cases } from './cases.ts';
import { pythonWorlds, runProgram } from './world.ts';

const worlds = await pythonWorlds();
const parse = await loadParser();
const WIDTHS = [60, 88, 120];

/** Statements that the printer laid out, and those of them that ruff lays out in another way. */
interface Judged {
  readonly printed: number;
  readonly otherwise: readonly string[];
}

describe.skipIf(worlds === null).each(WIDTHS)('the layout of %i characters', (width) => {
  let folder = '';

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'djguard-format-')));
    for (const { name, before, after } of cases) {
      const file = join(folder, `${name}.py`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, after ?? before);
    }
    const options = ['--isolated', '--no-cache', '--quiet', '--line-length', String(width)];
    await runProgram(worlds?.ruff ?? '', ['format', ...options, folder]);
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is what ruff format gives every statement of the fixtures', async () => {
    const files = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.py'));
    const judged = await Promise.all(
      files.map(async (path) => judge(await readFile(join(folder, path), 'utf8'), width)),
    );
    expect(judged.flatMap(({ otherwise }) => otherwise)).toEqual([]);
    expect(judged.reduce((sum, { printed }) => sum + printed, 0)).toBeGreaterThan(cases.length);
  });
});

function judge(text: string, width: number): Judged {
  const source = readSource(parse, 'settings.py', text, width);
  if ('status' in source) return { printed: 0, otherwise: [] };
  const statements = source.root.tree.nodes.filter(
    ({ type, parent }) => type === 'elif_clause' || (parent !== null && isSuite(parent)),
  );
  const both = statements.flatMap((node) => {
    const part = partOf(node);
    return part === null ? [] : [[source.text.slice(part.start, part.end), formatted(source, part)] as const];
  });
  const printed = both.filter(([, mine]) => mine !== null);
  const otherwise = printed
    .filter(([theirs, mine]) => theirs !== mine)
    .map(([theirs, mine]) => `${theirs}\n->\n${mine}`);
  return { printed: printed.length, otherwise };
}
