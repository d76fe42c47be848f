import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Subject } from './projects.ts';

/** What is read of `djguard --fix --verify --output-format json`. */
export interface Report {
  readonly exitCode: number;
  readonly verify?: Proof;
  readonly levels: Readonly<Record<string, number>>;
  readonly findings: readonly object[];
  readonly files: readonly { readonly diff: string | null }[];
}

export interface Proof {
  readonly outcome: string;
  readonly python: { readonly version: string; readonly django: string };
  readonly packages: readonly { readonly name: string }[];
  readonly environments: readonly {
    readonly settings: string;
    readonly outcome: string;
    readonly results: Readonly<Record<string, string>>;
    readonly hiding: readonly string[];
  }[];
  readonly failures: readonly {
    readonly environment: string;
    readonly step: string;
    readonly before: boolean;
    readonly exceptions: readonly { readonly type: string; readonly message: string }[];
  }[];
  readonly missing: { readonly flags: string; readonly named: readonly string[] } | null;
  readonly notRun: readonly { readonly settings: string; readonly reason: string }[];
  readonly unreached: readonly object[];
}

/** One call of djguard: the words behind `--fix --verify`, what came of it, and what it cost. */
export interface Try {
  readonly words: readonly string[];
  readonly report: Report;
  readonly seconds: number;
  /** Of all processors, the project's own share included. */
  readonly processorSeconds: number;
}

/** Makes the files that git does not keep. */
export function makeFiles({ files = {} }: Subject, checkout: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    writeFileSync(join(checkout, path), text);
  }
}

/**
 * Fixes a project and proves that, then takes it back. Where the first try says what the proof lacks, a second one is
 * given that: what a person would paste who reads what was printed.
 * @returns one try or two.
 */
export function tried(subject: Subject, folder: string, program: string): readonly Try[] {
  const first = attempt(folder, program, []);
  const proof = first.report.verify;
  const words = proof === undefined ? [] : wordsAfter(proof, subject);
  return words.length === 0 ? [first] : [first, attempt(folder, program, words)];
}

/** The same words once more, with an environment in which the packages are really missing. */
export function reallyMissing(last: Try, folder: string, program: string): Try {
  return attempt(folder, program, [...last.words, '--build-absent']);
}

/** What the notes of a first try offer: variables or a file that has them all, and settings that were not run. */
export function wordsAfter(
  { missing, notRun, environments, outcome }: Proof,
  { words = [] }: Subject,
): readonly string[] {
  const file = missing?.named.map((line) => /, all of them; --env-file (\S+) takes/.exec(line)?.[1]).find(Boolean);
  const variables = file === undefined ? (missing?.flags ?? '').split(' ').filter(Boolean) : ['--env-file', file];
  const others = notRun.filter(({ reason }) => /production|names a package/.test(reason));
  const names = [...new Set([...environments, ...others].map(({ settings }) => settings))];
  const settings = others.length === 0 ? [] : names.flatMap((name) => ['--settings', name]);
  return outcome === 'nothing to prove' ? [] : [...variables, ...settings, ...words];
}

function attempt(cwd: string, program: string, words: readonly string[]): Try {
  const began = Date.now();
  // The shell's own `times` has what its children took, and theirs.
  const script = '"$@"; code=$?; times >&2; exit $code';
  const command = [process.execPath, program, '--fix', '--verify', '--output-format', 'json', ...words];
  const { stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', ...command], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seconds = (Date.now() - began) / 1000;
  spawnSync(process.execPath, [program, 'undo'], { cwd, stdio: 'ignore' });
  const lines = stderr.trim().split('\n');
  if (stdout.trim() === '') throw new Error(lines.slice(0, -2).join('\n'));
  return {
    words,
    report: JSON.parse(stdout) as Report,
    seconds,
    processorSeconds: processorSeconds(lines.at(-1) ?? ''),
  };
}

/** `1m2.50s 0m3.10s`, of user and system. */
function processorSeconds(line: string): number {
  const found = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  return found.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}
