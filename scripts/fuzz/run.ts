// Feeds the built command damaged sources, manifests, configurations, journals and words, and stops it at any time:
// `npm run fuzz -- --minutes 10 --seed 1`. Says what it has tried, and fails with the first thing that should not be.
import { spawn } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { stateFolder } from '../../src/util/state.ts';
import { type Made, made } from './made.ts';

const COMMAND = join(import.meta.dirname, '../../dist/djguard.js');
/** Milliseconds. */
const HANGS = 20_000;
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } },
});
const end = Date.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
const counts = { projects: 0, commands: 0, stopped: 0, codes: {} as Record<string, number> };
let slowest = 0;

while (Date.now() < end) {
  const [project] = fc.sample(made, { numRuns: 1, seed: seed++ });
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'djguard-fuzz-')));
  const wrong = await attempt(project as Made, home);
  if (wrong !== null) {
    console.error(`seed ${seed - 1}: ${wrong}\nwords: ${JSON.stringify(project?.words)}\nleft in ${home}`);
    process.exit(1);
  }
  rmSync(home, { recursive: true, force: true });
  counts.projects += 1;
}
console.log(
  JSON.stringify({ minutes: Number(values.minutes), ...counts, slowestMs: Math.round(slowest), nextSeed: seed }),
);

/** @returns what is wrong, in words; null where nothing is. */
async function attempt({ files, words, stopped, journal }: Made, home: string): Promise<string | null> {
  const cwd = join(home, 'project');
  const env = { ...process.env, XDG_STATE_HOME: join(home, 'state'), HOME: home };
  for (const [path, bytes] of files) put(join(cwd, path), bytes);
  const before = textsIn(cwd);
  const first = await run(words, cwd, env, stopped);
  const isWriting = words.includes('--fix') || words.includes('--write');
  const wrong = wrongWith(first, stopped !== null);
  if (wrong !== null) return wrong;
  if (!isWriting && words.every((word) => word !== '--output-file') && !isSame(before, textsIn(cwd)))
    return 'files were changed without --fix';
  if (words.includes('--output-file')) return null;
  if (journal !== null) damageJournal(cwd, env, journal);
  const undone = await run(['undo'], cwd, env, null);
  const wrongUndo = wrongWith(undone, false);
  if (wrongUndo !== null) return `undo: ${wrongUndo}`;
  if (journal === null && isWriting && !isSame(before, textsIn(cwd)))
    return `undo did not bring everything back: ${undone.text.slice(0, 500)}`;
  return null;
}

interface Ended {
  readonly code: number | null;
  readonly by: NodeJS.Signals | null;
  readonly text: string;
  readonly hung: boolean;
}

function run(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv, stopped: Made['stopped']): Promise<Ended> {
  const began = performance.now();
  counts.commands += 1;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    let hung = false;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    const late = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, HANGS);
    const early = stopped && setTimeout(() => child.kill(stopped.by), stopped.after);
    child.on('close', (code, by) => {
      clearTimeout(late);
      if (early) clearTimeout(early);
      slowest = Math.max(slowest, performance.now() - began);
      const key = String(code ?? by);
      counts.codes[key] = (counts.codes[key] ?? 0) + 1;
      if (by !== null || (code ?? 0) > 2) counts.stopped += 1;
      resolve({ code, by, hung, text: Buffer.concat(chunks).toString() });
    });
  });
}

function wrongWith({ code, by, hung, text }: Ended, isStopped: boolean): string | null {
  if (hung) return 'it hangs';
  if (/this is a bug|which is a bug/.test(text)) return text.slice(-1500);
  const isKnown = code !== null && (code <= 2 || (isStopped && (code === 130 || code === 143)));
  if (!isKnown && !(isStopped && by !== null)) return `it ended with ${code ?? by}: ${text.slice(-1500)}`;
  return null;
}

function put(path: string, bytes: Buffer): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  } catch {
    // A name that this file system does not take is no test.
  }
}

/** Every regular file of a project, temporary ones of a killed run apart. */
function textsIn(folder: string): ReadonlyMap<string, string> {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  const files = all.filter((path) => lstatSync(path).isFile() && !/\.djguard-\d+-\w+\.tmp$/.test(path));
  return new Map(files.map((path) => [path, readFileSync(path).toString('latin1')]));
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}

function damageJournal(cwd: string, env: NodeJS.ProcessEnv, damage: (bytes: Buffer) => Buffer): void {
  try {
    const folder = stateFolder(cwd, env);
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), damage(readFileSync(join(folder, name))));
  } catch {
    // Nothing was written that has one.
  }
}
