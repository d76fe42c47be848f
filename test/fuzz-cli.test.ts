import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { djguard, folderWith } from './command.ts';
import { byteDamage, damaged, edit } from './generate/damage.ts';
import { startPythonSyntax } from './python-syntax.ts';

const SEED = Number(process.env.DJGUARD_SEED ?? 7);
/** Files in each run of the command. */
const FILES = 1500;

const python = await startPythonSyntax();
afterAll(() => python?.close());

test(`--fix over ${FILES} damaged files (seed ${SEED}) ends with 0, 1 or 2, and breaks none`, async () => {
  const inputs = fc.sample(fc.oneof(damaged(byteDamage), damaged(edit)), { numRuns: FILES, seed: SEED });
  const before = new Map(inputs.map(({ bytes }, index) => [`f${index}.py`, bytes]));
  const cwd = folderWith(Object.fromEntries(before));
  for (const mode of ['--check', '--diff', '--fix']) {
    const ran = await djguard([mode, '.'], { cwd });
    expect([0, 1, 2], `${mode}: ${ran.stderr.slice(-500)}`).toContain(ran.code);
    expect(ran.stderr).not.toContain('this is a bug');
  }
  let changed = 0;
  for (const [name, bytes] of before) {
    const after = readFileSync(join(cwd, name));
    if (after.equals(bytes)) continue;
    changed += 1;
    if (python !== null && (await python.accepts(bytes))) expect(await python.accepts(after), name).toBe(true);
  }
  expect(changed).toBeGreaterThan(FILES / 100);
}, 300_000);
