import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MEASURED, outputIn, tryOutput } from './process.ts';

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

/**
 * Measures commands in rounds, each command once in each: what else the machine does then slows all of them.
 * A round for warming up comes first, but for commands that run once.
 */
export type Measure = (commands: readonly (readonly string[])[], runs: number) => readonly Timing[];

/** One run of a command, in milliseconds. */
interface Sample {
  readonly wall: number;
  readonly cpu: number | null;
}

/** Runs each command once. */
type Round = (commands: readonly (readonly string[])[]) => readonly Sample[];

/** The timer of this machine, and its name. */
export function findTimer(): { readonly name: string; readonly measure: Measure } {
  const version = tryOutput('hyperfine', '--version');
  return version === null
    ? { name: 'spawnSync, medians', measure: inRounds(bySpawn) }
    : { name: `${version}, medians`, measure: inRounds(byHyperfine) };
}

function inRounds(round: Round): Measure {
  return (commands, runs) => {
    if (runs > 1) round(commands);
    const rounds = Array.from({ length: runs }, () => round(commands));
    return commands.map((_, index) => summary(rounds.flatMap((samples) => samples[index] ?? [])));
  };
}

function summary(samples: readonly Sample[]): Timing {
  const walls = samples.map(({ wall }) => wall).sort((a, b) => a - b);
  const cpus = samples.flatMap(({ cpu }) => cpu ?? []);
  const cpu = cpus.length === 0 ? null : cpus.reduce((sum, each) => sum + each, 0) / cpus.length;
  return { median: middle(walls), fastest: walls[0] ?? Number.NaN, cpu, runs: samples.length };
}

const byHyperfine: Round = (commands) => {
  const folder = mkdtempSync(join(tmpdir(), 'djguard-bench-'));
  const file = join(folder, 'times.json');
  // No shell; a search that finds nothing ends with 1.
  const options = ['-N', '-i', '-r', '1', '--style', 'none', '--export-json', file];
  try {
    outputIn(MEASURED, 'hyperfine', ...options, ...commands.map((words) => words.map(quoted).join(' ')));
    const { results } = JSON.parse(readFileSync(file, 'utf8')) as { results: readonly HyperfineResult[] };
    for (const { command, exit_codes: codes } of results) {
      if (codes.some((code) => code === null || code > 1)) throw new Error(`failed: ${command}`);
    }
    return results.map(({ median, user, system }) => ({ wall: median * 1000, cpu: (user + system) * 1000 }));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

interface HyperfineResult {
  readonly command: string;
  readonly exit_codes: readonly (number | null)[];
  readonly median: number;
  readonly user: number;
  readonly system: number;
}

function quoted(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word}'`;
}

const bySpawn: Round = (commands) =>
  commands.map(([file = '', ...args]) => {
    const start = performance.now();
    const { status } = spawnSync(file, args, { env: MEASURED, stdio: 'ignore' });
    if (status === null || status > 1) throw new Error(`failed: ${file}`);
    return { wall: performance.now() - start, cpu: null };
  });

function middle(sorted: readonly number[]): number {
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
}

const PEAK = fileURLToPath(new URL('peak.mjs', import.meta.url));

/** The most memory that a script has held at one time under Node, in MB. */
export function peakMemory(script: string, args: readonly string[]): number {
  const words = ['--import', PEAK, script, ...args];
  const { stderr } = spawnSync('node', words, { env: MEASURED, encoding: 'utf8', maxBuffer: 1 << 28 });
  const peak = /^peak (\d+) kB$/m.exec(stderr)?.[1];
  if (peak === undefined) throw new Error(`no peak of memory was told: ${stderr}`);
  return Number(peak) / 1024;
}
