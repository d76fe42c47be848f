/** Compares this checkout's build with another one's: the same commands, in turn, in one run. */
import { resolve } from 'node:path';
import type { Measure, Timing } from './measure.ts';
import { makeCleanFile, makeTrees } from './rows.ts';
import { DJGUARD, MANIFESTS } from './tools.ts';

/** One command with both builds. */
export interface Pair {
  readonly tree: string;
  readonly command: string;
  readonly own: Timing;
  readonly other: Timing;
}

interface Comparison {
  /** Where the trees are made. */
  readonly folder: string;
  /** The other checkout; it has to be built. */
  readonly against: string;
  readonly measure: Measure;
  readonly quick: boolean;
  readonly say: (text: string) => void;
}

/** Measures both builds on every tree of the benchmark. */
export function compareBuilds({ folder, against, measure, quick, say }: Comparison): readonly Pair[] {
  const other = resolve(against, 'dist', 'djguard.js');
  const pairs: Pair[] = [];
  const onBoth = (tree: string, commands: Readonly<Record<string, readonly string[]>>, runs: number): void => {
    say(`measuring both builds on ${tree}`);
    const words = Object.values(commands).flatMap((args) =>
      [DJGUARD, other].map((script) => ['node', script, ...args]),
    );
    const timings = measure(words, runs);
    for (const [index, command] of Object.keys(commands).entries()) {
      const [mine, theirs] = [timings[2 * index], timings[2 * index + 1]];
      if (mine && theirs) pairs.push({ tree, command, own: mine, other: theirs });
    }
  };
  const clean = makeCleanFile(folder);
  onBoth('start', { 'djguard --version': ['--version'], 'djguard FILE': [clean] }, quick ? 11 : 41);
  makeTrees({ folder, quick, say }, ({ name, folder: at, files }) => {
    const runs = quick ? 5 : files > 10_000 ? 11 : 21;
    onBoth(name, { djguard: ['--isolated', at], [MANIFESTS]: [at], 'djguard --check': ['--check', at] }, runs);
  });
  return pairs;
}

/** The pairs as a Markdown table; ratios over 1 say that this checkout takes longer. */
export function pairsTable(pairs: readonly Pair[]): string {
  const ratio = (own: number | null, other: number | null): string =>
    ((own ?? Number.NaN) / (other ?? Number.NaN)).toFixed(3);
  return [
    '| tree | command | here | there | ratio of medians | of fastest runs | of processor time |',
    '|---|---|--:|--:|--:|--:|--:|',
    ...pairs.map(({ tree, command, own, other }) => {
      const times = [own, other].map(({ median }) => `${median.toFixed(0)} ms`);
      const ratios = [ratio(own.median, other.median), ratio(own.fastest, other.fastest), ratio(own.cpu, other.cpu)];
      return `| ${[tree, command, ...times, ...ratios].join(' | ')} |`;
    }),
  ].join('\n');
}
