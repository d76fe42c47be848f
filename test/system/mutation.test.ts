import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { program } from '../command.ts';
import { pythonWorlds } from '../world.ts';

const TOP = fileURLToPath(new URL('../..', import.meta.url));
const worlds = await pythonWorlds();

test.skipIf(worlds === null)(
  'a few broken fixes are made, and the proof kills them',
  { timeout: 600_000 },
  async () => {
    const ran = await program('npx', ['tsx', 'bench/mutation/run.ts', '--quick'], { cwd: TOP });
    const [, killed, all] = /^(\d+) of (\d+) mutants killed or named\n$/.exec(ran.stdout) ?? [];
    expect(ran.code, ran.stderr).toBe(0);
    expect(killed, ran.stderr).toBe(all);
    expect(Number(all)).toBeGreaterThan(30);
  },
);
