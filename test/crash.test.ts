import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { asUser, COMMAND, djguard, FIXABLE, folderWith, isRoot, NOBODY, program } from './command.ts';

const FILES = 100;
const ROUNDS = 20;
const NAMES = Array.from({ length: FILES }, (_, at) => `app${at % 7}/m${String(at).padStart(3, '0')}.py`);
const OLD = NAMES.map((_, at) => `${FIXABLE}\n# ${at}\n`);
const isLinux = process.platform === 'linux';

const manyFiles = (): string => folderWith(Object.fromEntries(NAMES.map((name, at) => [name, OLD[at] ?? ''])));

const textsIn = (cwd: string): string[] => NAMES.map((name) => readFileSync(join(cwd, name), 'utf8'));

/** What lies in a folder beside the project's files. */
function strayIn(cwd: string): string[] {
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name }) => name).filter((name) => !/^m\d{3}\.py$/.test(name));
}

/** Starts the command; `ended` has its exit code and what it said. */
function start(cwd: string, ...args: string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stderr }));
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, ended };
}

/** Waits until one of the files has changed, or the process has ended. */
async function untilChanged(cwd: string, at: number, child: ChildProcess): Promise<void> {
  const file = join(cwd, NAMES[at] ?? '');
  while (readFileSync(file, 'utf8') === OLD[at] && child.exitCode === null) await sleep(0);
}

test('killed at any moment, each file is the old or the new one; the next run finishes, and one undo takes all back', async () => {
  const whole = manyFiles();
  const began = performance.now();
  await djguard(['--fix'], { cwd: whole });
  const takes = performance.now() - began;
  const fixed = textsIn(whole);
  expect(fixed.filter((text, at) => text === OLD[at])).toEqual([]);
  const written: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const cwd = manyFiles();
    const { child, ended } = start(cwd, '--fix');
    if (round % 2 === 0) await sleep((takes * round) / ROUNDS);
    else await untilChanged(cwd, (round * 37) % FILES, child);
    child.kill('SIGKILL');
    await ended;
    const now = textsIn(cwd);
    expect(now.filter((text, at) => text !== OLD[at] && text !== fixed[at])).toEqual([]);
    written.push(now.filter((text, at) => text === fixed[at]).length);
    if (round % 4 < 2) {
      expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 0 });
      expect(textsIn(cwd)).toEqual(fixed);
    }
    expect(await djguard(['undo'], { cwd })).toMatchObject({ code: 0 });
    expect(textsIn(cwd)).toEqual(OLD);
    // Without a journal nothing was begun, and a leftover is removed where the next run writes.
    expect(strayIn(cwd)).toEqual([]);
  }
  expect(written.filter((number) => number > 0 && number < FILES)).not.toEqual([]);
});

// On a busy machine the run may be over before the signal comes.
test.skipIf(process.platform === 'win32')(
  'Ctrl-C ends after the file at hand, and says how to go on',
  { retry: 3 },
  async () => {
    const cwd = manyFiles();
    const { child, ended } = start(cwd, '--fix');
    await untilChanged(cwd, 0, child);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    const [, said] =
      /^djguard: error: interrupted: (\d+) of 100 files were written; run djguard --fix again for the rest, or djguard undo to /m.exec(
        stderr,
      ) ?? [];
    const changed = textsIn(cwd).filter((text, at) => text !== OLD[at]).length;
    expect([changed, changed < FILES, strayIn(cwd)]).toEqual([Number(said), true, []]);
    expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 0 });
    expect(await djguard(['undo'], { cwd })).toMatchObject({ code: 0 });
    expect(textsIn(cwd)).toEqual(OLD);
  },
);

describe.skipIf(process.platform === 'win32')('a signal ends at once, and nothing is written', () => {
  const searching = folderWith.bind(null, {
    'requirements.txt': 'django\n',
    ...Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [`a${at % 50}/m${at}.py`, `${FIXABLE}x${at} = 1\n`])),
  });

  test.each([
    [['--check'], 'SIGINT', 130],
    [['--fix'], 'SIGINT', 130],
    [['--fix', '--isolated'], 'SIGTERM', 143],
    [['packages'], 'SIGTERM', 143],
    [['why', 'debug_toolbar'], 'SIGHUP', 129],
  ] as const)('djguard %j by %s', async (words, name, code) => {
    const cwd = searching();
    const child = spawn(process.execPath, [COMMAND, ...words], { cwd, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('close', (exit, by) => resolve(exit ?? by)));
    await sleep(600);
    const sent = performance.now();
    child.kill(name);
    // Shells show the same number either way.
    expect([name, code]).toContain(await ended);
    expect(performance.now() - sent).toBeLessThan(2000);
    expect(readFileSync(join(cwd, 'a0/m0.py'), 'utf8')).toBe(`${FIXABLE}x0 = 1\n`);
  });
});

test.skipIf(process.platform === 'win32')(
  'a read-only folder and a lost permission cost their files only',
  async () => {
    const names = ['a/one.py', 'b/closed.py', 'c/locked.py', 'd/two.py'];
    const cwd = folderWith(Object.fromEntries(names.map((name) => [name, FIXABLE])));
    if (isRoot) for (const path of [...names, ...names.map(dirname)]) chownSync(join(cwd, path), NOBODY, NOBODY);
    chmodSync(join(cwd, 'b'), 0o555);
    chmodSync(join(cwd, 'c/locked.py'), 0o444);
    const env = { XDG_STATE_HOME: join(cwd, 'a') };
    const ran = await asUser(['--fix'], { cwd, env });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('b/closed.py: error: not written: its folder does not allow it (permission denied)\n');
    expect(ran.stderr).toContain('c/locked.py: error: is read-only, so it was not written; ');
    expect(ran.stderr).toMatch(
      /\nFixed 2 unguarded uses in 2 files; 2 left for you\. 2 errors\.\n2 findings: 2 not known\.\n$/,
    );
    expect(names.map((name) => readFileSync(join(cwd, name), 'utf8') === FIXABLE)).toEqual([false, true, true, false]);
    expect((await asUser(['undo'], { cwd, env })).stderr).toMatch(/^Took back a\/one\.py\nTook back d\/two\.py\n/);
    chmodSync(join(cwd, 'b'), 0o755);
    expect(names.map((name) => readFileSync(join(cwd, name), 'utf8'))).toEqual(names.map(() => FIXABLE));
  },
);

const canMount =
  isLinux && isRoot && (await program('unshare', ['-m', 'true'], { cwd: '/' }).catch(() => null))?.code === 0;
if (!canMount) console.warn('no right to mount a small disk: the tests of a full disk are skipped');

describe.skipIf(!canMount)('a full disk', () => {
  /** Runs `--fix` on a disk of its own, which is gone with the process; what then lies on it is copied to `out`. */
  async function onSmallDisk(kilobytes: number, files: Readonly<Record<string, string>>, state: string) {
    const cwd = folderWith({ 'in/.keep': '' });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'in', name), text);
    mkdirSync(join(cwd, 'disk'));
    const script = `
      mount -t tmpfs -o size=${kilobytes}k none disk && cp in/*.py disk/ && cd disk || exit 99
      XDG_STATE_HOME=${state} "$0" "$1" --fix; code=$?
      ls -A > ../left; cp *.py ../in/; exit $code`;
    const ran = await program('unshare', ['-m', 'bash', '-c', script, process.execPath, COMMAND], { cwd });
    const now = Object.keys(files).map((name) => readFileSync(join(cwd, 'in', name), 'utf8'));
    return { ...ran, now, left: existsSync(join(cwd, 'left')) ? readFileSync(join(cwd, 'left'), 'utf8') : '' };
  }

  const large = `${'# a comment\n'.repeat(6_000)}${FIXABLE}`;
  const files = { 'a.py': FIXABLE, 'b.py': large, 'c.py': FIXABLE };

  test('costs the files that do not fit, and the others are done', async () => {
    const ran = await onSmallDisk(108, files, '$PWD/../state');
    expect(ran).toMatchObject({ code: 2, left: 'a.py\nb.py\nc.py\n' });
    expect(ran.stderr).toContain('b.py: error: not written: no space left on the disk\n');
    expect(ran.now.map((text, at) => text === Object.values(files)[at])).toEqual([false, true, false]);
  });

  test('under the journal costs the journal only', async () => {
    const ran = await onSmallDisk(168, files, '$PWD/state');
    expect(ran.stderr).toContain("note: djguard undo can't take this run back: no journal was written: ENOSPC");
    expect(ran.now.map((text, at) => text === Object.values(files)[at])).toEqual([false, false, false]);
    expect(ran).toMatchObject({ code: 0, left: 'a.py\nb.py\nc.py\nstate\n' });
  });
});
