/**
 * What comes of a proof in public projects: `npm run proven -- FOLDER` writes docs/PROVEN.md.
 * FOLDER holds their checkouts as owner+name; `--fetch` clones those that are not there, `--install` makes their
 * environments, `--only PATTERN` tries some of them again, `--absent` tries also with the packages really missing, and `--page`
 * only writes the page. What was found is kept in bench/proven/results.json, a project at a time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pageOf } from './page.ts';
import { SUBJECTS, type Subject } from './projects.ts';
import { type Result, resultOf } from './result.ts';
import { makeFiles, reallyMissing, type Try, tried } from './tries.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const RESULTS = here('./results.json');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    fetch: { type: 'boolean' },
    install: { type: 'boolean' },
    absent: { type: 'boolean' },
    page: { type: 'boolean' },
    program: { type: 'string', default: here('../../dist/djguard.js') },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('which folder holds the checkouts? npm run proven -- FOLDER');

for (const subject of values.page ? [] : SUBJECTS.filter(({ name }) => new RegExp(values.only ?? '').test(name))) {
  const checkout = join(resolve(folder), subject.name.replace('/', '+'));
  if (values.fetch && !existsSync(checkout))
    shell(
      `git clone -q https://github.com/${subject.name} ${checkout} && cd ${checkout} && git checkout -q ${subject.commit}`,
      '.',
    );
  if (!existsSync(checkout)) {
    process.stderr.write(`${subject.name}: not in ${folder}\n`);
    continue;
  }
  if (values.install && !existsSync(join(checkout, '.venv'))) install(subject, checkout);
  try {
    keep(subject, judge(subject, checkout));
  } catch (error) {
    process.stderr.write(`${subject.name}: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
writeFileSync(here('../../docs/PROVEN.md'), pageOf(SUBJECTS, kept()));

function judge(subject: Subject, checkout: string): Result {
  makeFiles(subject, checkout);
  const at = join(checkout, subject.folder ?? '.');
  const tries = tried(subject, at, values.program);
  const last = tries.at(-1);
  const proof = last?.report.verify;
  const canDiffer = proof !== undefined && /holds|fails/.test(proof.environments.map(({ outcome }) => outcome).join());
  const absent = values.absent && last !== undefined && canDiffer ? withoutThem(last, at) : null;
  const result = resultOf(tries, absent);
  process.stderr.write(`${subject.name}: ${result.outcome}, ${tries.length} tries, ${result.processorSeconds} s\n`);
  return result;
}

/** That world may not be there to be had: its requirements may need a compiler, or a newer Python. */
function withoutThem(last: Try, at: string): Try | null {
  try {
    return reallyMissing(last, at, values.program);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return null;
  }
}

function kept(): Record<string, Result> {
  return existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<string, Result>) : {};
}

function keep({ name }: Subject, result: Result): void {
  const before = kept();
  const absent = result.absent ?? before[name]?.absent ?? null;
  const all = { ...before, [name]: { ...result, absent } };
  const sorted = Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(RESULTS, `${JSON.stringify(sorted, null, 2)}\n`);
}

function install({ python, install }: Subject, checkout: string): void {
  shell(`uv venv -q --seed --python ${python} .venv && ${install}`, checkout);
}

function shell(script: string, cwd: string): void {
  const env = { ...process.env, VIRTUAL_ENV: join(cwd, '.venv'), LOCKED: here('./locked.py') };
  const { status } = spawnSync('bash', ['-c', script], { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`does not work: ${script}`);
}
