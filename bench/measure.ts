import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { output, tryOutput } from './process.ts';

/** What whole processes took. */
export interface Timing {
  /** Wall time in milliseconds, the median of the runs. */
  readonly median: number;
  /** The fastest run in milliseconds: the least disturbed on a busy machine. */
  readonly fastest: number;
  /** Processor time of the process and its children in milliseconds, the mean of the runs. */
  readonly cpu: number | null;
  readonly runs: number;
}

/** Measures commands one after the other; each has its warm-up run first, but for those that run once. */
export type Measure = (commands: readonly (readonly string[])[], runs: number) => readonly Timing[];

/** The timer of this machine, and its name. */
export function findTimer(): { readonly name: string; readonly measure: Measure } {
  const version = tryOutput('hyperfine', '--version');
  return version === null
    ? { name: 'spawnSync, medians', measure: withSpawn }
    : { name: `${version}, medians`, measure: withHyperfine };
}

const withHyperfine: Measure = (commands, runs) => {
  const folder = mkdtempSync(join(tmpdir(), 'djguard-bench-'));
  const file = join(folder, 'times.json');
  const warm = runs > 1 ? '1' : '0';
  // No shell; a search that finds nothing ends with 1.
  const options = ['-N', '-i', '-w', warm, '-r', String(runs), '--style', 'none', '--export-json', file];
  try {
    output('hyperfine', ...options, ...commands.map((words) => words.map(quoted).join(' ')));
    const { results } = JSON.parse(readFileSync(file, 'utf8')) as { results: readonly HyperfineResult[] };
    for (const { command, exit_codes: codes } of results) {
      if (codes.some((code) => code === null || code > 1)) throw new Error(`failed: ${command}`);
    }
    return results.map(({ median, min, user, system }) => ({
      median: median * 1000,
      fastest: min * 1000,
      cpu: (user + system) * 1000,
      runs,
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

interface HyperfineResult {
  readonly command: string;
  readonly exit_codes: readonly (number | null)[];
  readonly median: number;
  readonly min: number;
  readonly user: number;
  readonly system: number;
}

function quoted(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word}'`;
}

const withSpawn: Measure = (commands, runs) =>
  commands.map(([file = '', ...args]) => {
    const once = (): number => {
      const start = performance.now();
      const { status } = spawnSync(file, args, { stdio: 'ignore' });
      if (status === null || status > 1) throw new Error(`failed: ${file}`);
      return performance.now() - start;
    };
    if (runs > 1) once();
    const times = Array.from({ length: runs }, once).sort((a, b) => a - b);
    return { median: middle(times), fastest: times[0] ?? Number.NaN, cpu: null, runs };
  });

function middle(sorted: readonly number[]): number {
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
}

const PEAK = fileURLToPath(new URL('peak.mjs', import.meta.url));

/** The most memory that a script has held at one time under Node, in MB. */
export function peakMemory(script: string, args: readonly string[]): number {
  const { stderr } = spawnSync('node', ['--import', PEAK, script, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const peak = /^peak (\d+) kB$/m.exec(stderr)?.[1];
  if (peak === undefined) throw new Error(`no peak of memory was told: ${stderr}`);
  return Number(peak) / 1024;
}
