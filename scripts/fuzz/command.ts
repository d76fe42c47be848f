import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Made } from './made.ts';

const COMMAND = join(import.meta.dirname, '../../dist/djguard.js');
/** Milliseconds of a processor that a command may take, and milliseconds by the clock: a busy machine is no hang. */
const HANGS = { worked: 20_000, passed: 240_000 };
/** Milliseconds between two looks at a command. */
const PAUSE = 500;

/** What was tried, and what came of it: how often each exit code, and the longest by the clock, in milliseconds. */
export const counts = { commands: 0, stopped: 0, codes: {} as Record<string, number>, slowestMs: 0 };

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly by: NodeJS.Signals | null;
  /** All that it printed. */
  readonly text: string;
  readonly hung: boolean;
}

/** Runs the built command, and sends it a signal where one is given. */
export function run(
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  stopped: Made['stopped'],
): Promise<Ended> {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    let hung = false;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    const watch = setInterval(() => {
      if (workOf(child.pid ?? 0) < HANGS.worked && performance.now() - began < HANGS.passed) return;
      hung = true;
      child.kill('SIGKILL');
    }, PAUSE);
    const early = stopped && setTimeout(() => child.kill(stopped.by), stopped.after);
    child.on('close', (code, by) => {
      clearInterval(watch);
      if (early) clearTimeout(early);
      count(code, by, performance.now() - began);
      resolve({ code, by, hung, text: Buffer.concat(chunks).toString() });
    });
  });
}

function count(code: number | null, by: NodeJS.Signals | null, ms: number): void {
  const key = String(code ?? by);
  counts.commands += 1;
  counts.codes[key] = (counts.codes[key] ?? 0) + 1;
  if (by !== null || (code ?? 0) > 2) counts.stopped += 1;
  counts.slowestMs = Math.max(counts.slowestMs, Math.round(ms));
}

/**
 * Milliseconds that a process has worked; 0 where the system does not say. A tick is 10 ms wherever Linux is usual.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function workOf(pid: number): number {
  try {
    const [user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (user + system) * 10;
  } catch {
    return 0;
  }
}
