import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIXTURES, PROJECTS } from './projects.ts';
import { pythonWorlds, runProgram } from './world.ts';

const worlds = await pythonWorlds();
const ruff = worlds?.ruff ?? '';

describe.skipIf(worlds === null).each(PROJECTS)('$name', ({ name: project }) => {
  const tree = (name: 'before' | 'after') => join(FIXTURES, project, name);

  test('ruff finds nothing new, with the rules that it has by default and with those of pycodestyle and isort', async () => {
    const check = ['check', '--isolated', '--no-cache', '--extend-select', 'E,W,F,I', '--output-format', 'json', '.'];
    const codes = async (name: 'before' | 'after') => {
      const found: { code: string; filename: string }[] = JSON.parse(
        (await runProgram(ruff, check, { cwd: tree(name) })).stdout,
      );
      return found.map(({ code, filename }) => `${relative(tree(name), filename)} ${code}`);
    };
    const known = await codes('before');
    expect((await codes('after')).filter((finding) => !known.includes(finding))).toEqual([]);
  });

  test('ruff format leaves alone what it left alone before', async () => {
    const unformatted = async (name: 'before' | 'after') => {
      const ran = await runProgram(ruff, ['format', '--isolated', '--no-cache', '--diff', '.'], { cwd: tree(name) });
      return [...ran.stdout.matchAll(/^--- (.+)/gm)].map(([, file]) => file);
    };
    const known = await unformatted('before');
    expect((await unformatted('after')).filter((file) => !known.includes(file))).toEqual([]);
  });
});
