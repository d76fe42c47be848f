import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOf, FIXTURES, PROJECTS, treeIn } from './projects.ts';
import { type Ran, runProgram } from './world.ts';

const CLI = fileURLToPath(new URL('../dist/djguard.js', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djguard-projects-'));
});
afterAll(() => rm(folder, { recursive: true }));

function djguard(cwd: string, ...args: string[]): Promise<Ran> {
  return runProgram(process.execPath, [CLI, ...args], { cwd });
}

describe.each(PROJECTS)('$name', ({ name }) => {
  test('the preview is stdout.txt, and touches nothing', async () => {
    const { root, path } = await copyOf(name, folder);
    const was = await treeIn(join(root, path));
    const ran = await djguard(root, path);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Found \d+ unguarded uses/) });
    expect(ran.stdout).toBe(await readFile(join(FIXTURES, name, 'stdout.txt'), 'utf8'));
    expect(await treeIn(join(root, path))).toEqual(was);
  });

  test('git apply takes the preview, and makes after/ of before/', async () => {
    const { root, path } = await copyOf(name, folder);
    const applied = await runProgram('git', ['apply', '-'], { cwd: root, input: (await djguard(root, path)).stdout });
    expect(applied).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await treeIn(join(root, path, 'before'))).toEqual(await treeIn(join(FIXTURES, name, 'after')));
  });

  test('--fix makes after/ of before/, and then nothing is left', async () => {
    const { root, path } = await copyOf(name, folder);
    expect((await djguard(root, '--fix', path)).code).toBe(0);
    expect(await treeIn(join(root, path, 'before'))).toEqual(await treeIn(join(FIXTURES, name, 'after')));
    expect((await djguard(root, '--check', path)).code).toBe(0);
  });
});
