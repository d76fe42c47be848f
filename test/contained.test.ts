import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { printedLines } from '../src/util/printable.ts';
import { asLines } from '../src/util/shown.ts';
import { boot } from '../src/verify/boot.ts';
import { type Run, runToEnd } from '../src/verify/process.ts';
import { COMMAND, djguard, folderWith } from './command.ts';
import { cleanEnvironment, pythonWorlds } from './world.ts';

const worlds = await pythonWorlds();
const python = worlds?.present ?? '';
const isLinux = process.platform === 'linux';
const MEGABYTE = 2 ** 20;

/** Starts what nobody ends by asking: in a group of its own, in a session of its own, a daemon; each tells its id. */
const CHILDREN = `
import os, signal, sys, time

def live():
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    with open(os.path.join(HERE, "ids"), "a") as file:
        file.write("%d\\n" % os.getpid())
    time.sleep(600)

def spawn(*steps):
    if os.fork() == 0:
        for step in steps:
            step()
        live()

def fork():
    if os.fork() != 0:
        os._exit(0)

def close():
    os.closerange(0, 3)

HERE = os.path.dirname(os.path.abspath(__file__))
spawn()
spawn(os.setpgrp)
spawn(os.setsid, close)
spawn(os.setsid, fork, close)
spawn(fork, os.setsid, fork, os.setpgrp)
while not os.path.exists(os.path.join(HERE, "ids")) or len(open(os.path.join(HERE, "ids")).readlines()) < 5:
    time.sleep(0.01)
`;
const COUNT = 5;

/** A folder with a script that starts them and then does something, and what became of them. */
function withChildren(then: string) {
  const cwd = folderWith({ 'main.py': `${CHILDREN}${then}\n` });
  const ids = () =>
    existsSync(join(cwd, 'ids')) ? readFileSync(join(cwd, 'ids'), 'utf8').split('\n').slice(0, -1) : [];
  onTestFinished(() => {
    for (const id of ids().filter(isAlive)) process.kill(Number(id), 'SIGKILL');
  });
  return { cwd, ids };
}

/** Whether a process is there; one that only waits for its parent to take leave of it is not. */
function isAlive(id: string): boolean {
  try {
    process.kill(Number(id), 0);
    return !isLinux || !/\) Z /.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function run(cwd: string, also: Partial<Run> = {}, command: readonly [string, ...string[]] = [python, 'main.py']) {
  return runToEnd(command, { cwd, env: cleanEnvironment(), python, seconds: 30, memory: null, ...also });
}

async function until(isSo: () => boolean, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end && !isSo(); ) await sleep(20);
  expect(isSo()).toBe(true);
}

describe.skipIf(worlds === null || !isLinux)('all that a program started ends with it', () => {
  test.each([
    ['a success', 'sys.exit(0)', 0],
    ['a failure', 'raise SystemExit(3)', 3],
    ['a crash', 'os.kill(os.getpid(), signal.SIGSEGV)', null],
  ])('after %s', async (_, then, code) => {
    const { cwd, ids } = withChildren(then);
    expect(await run(cwd)).toMatchObject({ code, timedOut: false });
    expect([ids().length, ids().filter(isAlive)]).toEqual([COUNT, []]);
  });

  test('when its time is up, also where it takes no notice of signals', async () => {
    const { cwd, ids } = withChildren('live()');
    expect(await run(cwd, { seconds: 2 })).toMatchObject({ code: null, timedOut: true });
    expect([ids().length, ids().filter(isAlive)]).toEqual([COUNT + 1, []]);
  });

  test('when it is called off, and what waits for it is told once all is over', async () => {
    const { cwd, ids } = withChildren('live()');
    const controller = new AbortController();
    const running = run(cwd, { signal: controller.signal });
    const rejected = expect(running).rejects.toThrow('aborted');
    await until(() => ids().length > COUNT, 10);
    controller.abort();
    await rejected;
    expect(ids().filter(isAlive)).toEqual([]);
  });

  test('where more are started all the time', async () => {
    const cwd = folderWith({
      'main.py': 'import os\nif os.fork() == 0:\n    os.setsid()\n    while True:\n        os.fork() and os._exit(0)\n',
    });
    const began = Date.now();
    expect(await run(cwd)).toMatchObject({ code: 0 });
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGKILL', 'SIGKILL'],
  ] as const)('where %s ends djguard', async (signal, code) => {
    const { cwd, ids } = withChildren('live()');
    const child = verifying(cwd);
    await until(() => ids().length > COUNT, 20);
    const ended = new Promise((resolve) => child.on('exit', (given, by) => resolve(by ?? given)));
    child.kill(signal);
    expect(await ended).toBe(code);
    await until(() => ids().every((id) => !isAlive(id)), 10);
  });

  test('where what watches over it is killed, as far as it stayed in its group', async () => {
    const cwd = folderWith({
      'main.py': `import os, signal, time\nopen("ids", "w").write(f"{os.getpid()}\\n")\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(600)\n`,
    });
    expect(await run(cwd)).toMatchObject({ code: null });
    const ids = readFileSync(join(cwd, 'ids'), 'utf8').split('\n').filter(Boolean);
    expect(ids).toHaveLength(1);
    // Its streams are closed a moment before it is gone.
    await until(() => ids.every((id) => !isAlive(id)), 10);
  });

  function verifying(cwd: string): ChildProcess {
    const args = [COMMAND, 'verify', '--settings', 'main', '--package', 'debug_toolbar', '--python', python];
    return spawn(process.execPath, args, { cwd, env: cleanEnvironment(), stdio: 'ignore' });
  }
});

const HEAD = 'import os, sys\nSECRET_KEY = "x"\nROOT_URLCONF = "settings"\nurlpatterns = []\n';

/** Boots a project as far as its settings and setup. */
function started(settings: string, also: { readonly timeout?: number; readonly memory?: number } = {}) {
  const root = folderWith({ 'settings.py': `${HEAD}${settings}\n` });
  const environment = { settings: 'settings', configuration: null };
  const shared = { python, root, environment, packages: [], atFirstUse: [], absent: false, env: cleanEnvironment() };
  return boot({ ...shared, steps: ['settings', 'setup'], timeout: 20, ...also });
}

describe.skipIf(worlds === null)('what a project may use is bounded', () => {
  test('output: the last megabyte is kept, whatever bytes it is of', async () => {
    const flood = 'os.write(1, b"\\xff\\x1b[31m\\0" * (1 << 20)); os.write(2, b"the end")';
    const seen = await started(`for _ in range(20):\n    ${flood}`);
    expect(seen.steps.get('setup')).toEqual({ outcome: 'passed' });
    expect(Buffer.byteLength(seen.output)).toBeLessThan(4 * MEGABYTE);
    expect(seen.output.endsWith('the end')).toBe(true);
  });

  test('streams that are closed take nothing with them', async () => {
    const seen = await started('os.closerange(0, 3)');
    expect(seen.steps.get('setup')).toEqual({ outcome: 'passed' });
  });

  test.skipIf(!isLinux)('memory: at once and bit by bit, and it is told', async () => {
    const limits = { memory: 256 * MEGABYTE };
    const seen = await Promise.all([
      started('A = bytearray(1 << 30)', limits),
      started('A = []\nwhile True:\n    A += [bytes(1 << 20)]', limits),
    ]);
    for (const { steps, isOutOfMemory } of seen) {
      expect(steps.get('settings')).toMatchObject({ failure: { chain: [{ type: 'MemoryError' }] } });
      expect(isOutOfMemory).toBe(true);
    }
    expect(await started('A = bytearray(1 << 25)', limits)).toMatchObject({ isOutOfMemory: false });
  });

  test.skipIf(!isLinux)('memory that code in C asks for', async () => {
    const cwd = folderWith({ 'main.py': 'import os\nkept = [b"x" * (1 << 20) for _ in range(235)]\nos.abort()\n' });
    expect(await run(cwd, { memory: 256 * MEGABYTE })).toMatchObject({ code: null, isOutOfMemory: true });
    expect(await run(cwd)).toMatchObject({ code: null, isOutOfMemory: false });
  });

  test('time: threads and exit handlers that never end', async () => {
    const began = Date.now();
    const thread = 'import atexit, threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()';
    const seen = await started(`${thread}\natexit.register(time.sleep, 600)`);
    expect(seen.steps.get('setup')).toEqual({ outcome: 'passed' });
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  test('values: long ones are told apart by what they begin with and a checksum', async () => {
    const [one, other] = await Promise.all(
      ['1', '2'].map((end) => started(`A = "x" * (1 << 23) + "${end}"\nB = list(range(1 << 18)) + [${end}]\nC = 1`)),
    );
    expect(JSON.stringify(one?.settings).length).toBeLessThan(MEGABYTE);
    expect(one?.settings?.C).toEqual(other?.settings?.C);
    for (const name of ['A', 'B']) expect(one?.settings?.[name]).not.toEqual(other?.settings?.[name]);
    expect((await started(`raise ValueError("x" * (1 << 23))`)).steps.get('settings')).toMatchObject({
      failure: { chain: [{ message: 'x'.repeat(10_000) }] },
    });
  });

  test('a report says where memory was short, and shows what was printed without its control characters', async () => {
    const cwd = folderWith({
      'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
      'settings.py': `${HEAD}raise MemoryError("\\x1b]0;title\\x07\\x1b[31mred\\x9b1m\\0\\u202e" + "x" * 9999)\n`,
    });
    const flags = ['--package', 'debug_toolbar', '--python', python, '--memory', '300'];
    const ran = await djguard(['verify', ...flags], { cwd, env: cleanEnvironment() as Record<string, string> });
    expect(ran.stdout).toMatch(/MemoryError: [^\n]*\\x00\\u202ex{1900,2000}\.\.\.\n/);
    expect(ran.stderr).toContain(
      'note: a process asked for more memory than it may have, 300 MB; --memory allows more',
    );
  });
});

describe('text to print', () => {
  test.each([
    ['plain\ttext\nstays', 'plain    text\nstays'],
    ['\x1b[1;31mred\x1b[0m', 'red'],
    ['a\x1b]8;;http://x\x07link\x1b]8;;\x07', 'alink'],
    ['bell\x07 back\b over\rwritten\r\n', 'bell\\x07 back\\x08 over\\rwritten'],
    ['\x1b', '\\x1b'],
    ['\u202egnp', '\\u202egnp'],
  ])('%j', (text, shown) => expect(asLines(printedLines(text))).toBe(`${shown}\n`));
});
