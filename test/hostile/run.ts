import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { COMMAND, FIXABLE, folderWith, program } from '../command.ts';
import type { HostileCase } from './cases.ts';
import { expectHarmless } from './harmless.ts';

/** Milliseconds, and megabytes. */
const SLOWEST = 20_000;
const LARGEST = 1024;

const USED =
  'process.on("exit", () => require("node:fs").writeFileSync(process.env.USED, String(process.resourceUsage().maxRSS)));';

/** What a case took. */
export interface Cost {
  readonly name: string;
  readonly ms: number;
  readonly megabytes: number;
}

/** Runs a case and holds it to its promise: an exit code, no bug, nothing harmful shown, the good file found, in time. */
export async function tryHostile({ name, make, words, findsGood, isGithub }: HostileCase): Promise<Cost> {
  const apart = folderWith({ 'used.cjs': USED, used: '0' });
  const cwd = folderWith({ 'good.py': FIXABLE });
  make(cwd);
  const began = performance.now();
  const env = { CI: 'true', USED: join(apart, 'used'), DJGUARD_TEST: '1' };
  const given = ['--require', join(apart, 'used.cjs'), COMMAND, ...words];
  const ran = await program('timeout', ['-s', 'KILL', String(SLOWEST / 1000), process.execPath, ...given], {
    cwd,
    env,
  });
  const ms = performance.now() - began;
  expect([0, 1, 2], `${ms} ms: ${ran.stderr.slice(-500)}`).toContain(ran.code);
  expect(ran.stderr).not.toMatch(/this is a bug|which is a bug/);
  expectHarmless(ran.stdout, isGithub);
  expectHarmless(ran.stderr);
  if (findsGood) expect(ran.stdout).toContain('good.py');
  const megabytes = Number(readFileSync(join(apart, 'used'), 'utf8')) / 1024;
  expect(megabytes).toBeLessThan(LARGEST);
  return { name, ms: Math.round(ms), megabytes: Math.round(megabytes) };
}
