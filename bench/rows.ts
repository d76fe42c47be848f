import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Measure, peakMemory, type Timing } from './measure.ts';
import { DJGUARD, MANIFESTS, type Tool } from './tools.ts';
import { commit, makeTree, type Tree } from './trees.ts';

/** One tool on one tree. */
export interface Row {
  /** The tree's name; `start` for what looks at no tree, `one file` for one clean file. */
  readonly tree: string;
  /** How many Python files there are. */
  readonly files: number;
  readonly tool: string;
  readonly timing: Timing;
  /** The most memory in MB; null for other tools than djguard. */
  readonly memory: number | null;
}

/** What a run of the benchmark has at hand. */
export interface Bench {
  /** Where the trees are made. */
  readonly folder: string;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly measure: Measure;
  /** Whether small trees and few runs are enough. */
  readonly quick: boolean;
  readonly say: (text: string) => void;
}

const OWN = ['djguard', MANIFESTS];
const FAST = [...OWN, 'ripgrep', 'git grep'];
const PARSING = ['ast-grep', 'ruff'];
const SLOW = ['django-upgrade', 'LibCST', 'semgrep'];

/** Makes the trees one after the other and measures on each. */
export function measureAll(bench: Bench): readonly Row[] {
  const rows = [...starts(bench)];
  makeTrees(bench, (tree, size) => rows.push(...SIZES[size](bench, tree)));
  return rows;
}

/** What is measured on a tree of each size. */
const SIZES: Readonly<Record<Size, (bench: Bench, tree: Tree) => readonly Row[]>> = {
  small: (bench, tree) => onTree(bench, tree, [...FAST, ...PARSING, ...SLOW], bench.quick ? 3 : 11),
  medium: (bench, tree) => [
    ...onTree(bench, tree, [...OWN, 'ripgrep', ...PARSING], bench.quick ? 3 : 11),
    ...onTree(bench, tree, SLOW, 1),
  ],
  big: (bench, tree) => [...onTree(bench, tree, FAST.slice(0, 3), 11), ...onTree(bench, tree, PARSING, 1)],
  large: (bench, tree) => onTree(bench, tree, [...OWN, 'ripgrep'], bench.quick ? 3 : 11),
  checkout: (bench, tree) => onTree(bench, tree, FAST, bench.quick ? 3 : 11),
  monorepo: (bench, tree) => onTree(bench, tree, [...OWN, 'ripgrep'], bench.quick ? 3 : 7),
};

type Size = 'small' | 'medium' | 'big' | 'large' | 'checkout' | 'monorepo';

/** Makes each tree and hands it on before the next: some of them grow out of the one before. */
export function makeTrees(
  { folder, quick, say }: Pick<Bench, 'folder' | 'quick' | 'say'>,
  use: (tree: Tree, size: Size) => void,
): void {
  const large = quick ? 5_000 : 50_000;
  const tree = (name: string, files: number, toFix: number): Tree => {
    say(`making ${name}`);
    return makeTree(folder, { name, files, toFix });
  };
  const small = tree('small', 60, 2);
  commit(small.folder);
  use(small, 'small');
  use(tree('500 files', 500, 0), 'medium');
  if (!quick) use(tree('5,000 files', 5_000, 0), 'big');
  const plain = tree(`${large.toLocaleString('en')} files`, large, 0);
  use(plain, 'large');
  say('committing it');
  commit(plain.folder);
  use({ ...plain, name: `${plain.name}, git checkout` }, 'checkout');
  const toFix = quick ? 50 : 500;
  makeTree(plain.folder, { name: 'services', files: toFix, toFix });
  use({ ...plain, name: `monorepo, ${toFix} files to fix`, files: large + toFix }, 'monorepo');
}

/** One file with nothing to say about. */
export function makeCleanFile(folder: string): string {
  const clean = join(folder, 'clean.py');
  writeFileSync(clean, 'DEBUG = True\n');
  return clean;
}

function starts({ folder, measure, quick }: Bench): readonly Row[] {
  const clean = makeCleanFile(folder);
  const commands = { node: ['-e', '0'], 'djguard --version': [DJGUARD, '--version'], 'djguard FILE': [DJGUARD, clean] };
  const timings = measure(
    Object.values(commands).map((args) => ['node', ...args]),
    quick ? 11 : 31,
  );
  return Object.keys(commands).flatMap((tool, index) => {
    const timing = timings[index];
    return timing === undefined ? [] : [{ tree: 'start', files: 0, tool, timing, memory: null }];
  });
}

function onTree({ tools, measure, say }: Bench, tree: Tree, names: readonly string[], runs: number): readonly Row[] {
  const chosen = names.flatMap((name) => tools.get(name) ?? []);
  say(`measuring ${chosen.map(({ name }) => name).join(', ')} on ${tree.name}`);
  const files = chosen.some(({ name }) => SLOW.includes(name)) ? pythonFiles(tree.folder) : [];
  const timings = measure(
    chosen.map((tool) => tool.command(tree.folder, files)),
    runs,
  );
  return chosen.flatMap(({ name }, index) => {
    const timing = timings[index];
    if (timing === undefined) return [];
    const memory = OWN.includes(name)
      ? peakMemory(DJGUARD, name === MANIFESTS ? [tree.folder] : ['--isolated', tree.folder])
      : null;
    return [{ tree: tree.name, files: tree.files, tool: name, timing, memory }];
  });
}

function pythonFiles(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.py')).map((name) => join(folder, name));
}
