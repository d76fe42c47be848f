import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { searchAhead } from '../src/search/parallel.ts';
import { searchFor } from '../src/search/search.ts';
import {
  BATCH,
  type Batch,
  MOST_BATCHES,
  makeMemory,
  type Order,
  STATE,
  searchBatch,
  shareIn,
} from '../src/search/shared-memory.ts';
import { CLEAN, djguard, FIXABLE, folderWith } from './command.ts';

const WORKER = new URL('../dist/search-worker.js', import.meta.url);
const FOLDERS = 30;
const FILES = 100;

/** A tree with more files than a thread is started for; every 37th has something to fix, and some can't be read. */
function largeTree(): string {
  const cwd = folderWith({});
  for (let folder = 0; folder < FOLDERS; folder++) {
    const at = join(cwd, `app_${String(folder).padStart(2, '0')}`);
    mkdirSync(at);
    for (let file = 0; file < FILES; file++) {
      const number = folder * FILES + file;
      const text = number % 37 === 5 ? FIXABLE : `${CLEAN}${'# more\n'.repeat(number % 50)}`;
      const isWide = number % 700 === 3;
      writeFileSync(join(at, `module_${file}.py`), isWide ? Buffer.from(FIXABLE, 'utf16le') : text);
    }
  }
  return cwd;
}

interface Report {
  readonly files: readonly { readonly path: string }[];
  readonly errors: readonly { readonly path: string }[];
}

async function report(cwd: string, ...paths: string[]): Promise<Report> {
  return JSON.parse((await djguard(['--output-format', 'json', ...paths], { cwd })).stdout) as Report;
}

test('a tree that two threads search gives what its parts give, in the same order', async () => {
  const cwd = largeTree();
  const whole = await report(cwd);
  const parts: Report[] = [];
  for (let first = 0; first < FOLDERS; first += 10) {
    const folders = Array.from({ length: 10 }, (_, index) => `app_${String(first + index).padStart(2, '0')}`);
    parts.push(await report(cwd, ...folders));
  }
  expect(whole.files.length).toBe(81);
  expect(whole.errors.length).toBe(5);
  expect(whole.files).toEqual(parts.flatMap(({ files }) => files));
  expect(whole.errors).toEqual(parts.flatMap(({ errors }) => errors));
});

const NAMES = ['debug_toolbar', 'silk'];
const PARTS = { 'a.py': CLEAN, 'b.py': FIXABLE, 'c.py': CLEAN };

describe('the second thread', () => {
  const start = () => {
    const memory = makeMemory();
    const worker = new Worker(WORKER, { workerData: { names: NAMES, memory } satisfies Order });
    const share = shareIn(memory);
    /** Sends a batch, and waits until it has been searched. */
    const searched = (number: number, files: readonly string[]) => {
      worker.postMessage({ number, files: files.join('\0') } satisfies Batch);
      Atomics.wait(share.states, number, STATE.open, 20_000);
      Atomics.wait(share.states, number, STATE.taken, 20_000);
      return share.states[number] === STATE.searched;
    };
    return { worker, share, searched };
  };

  test('tells of each file in a batch whether it has to be looked at', async () => {
    const cwd = folderWith(PARTS);
    const { worker, share, searched } = start();
    const paths = [...Object.keys(PARTS), 'gone.py'].map((name) => join(cwd, name));
    expect(searched(2, paths)).toBe(true);
    expect([...share.named.subarray(2 * BATCH, 2 * BATCH + 5)]).toEqual([0, 1, 0, 1, 0]);
    await worker.terminate();
  });

  test('leaves alone what the first thread has searched', async () => {
    const cwd = folderWith(PARTS);
    const { worker, share, searched } = start();
    searchBatch(share, searchFor(NAMES), 0, [join(cwd, 'a.py')]);
    expect(searched(0, [join(cwd, 'b.py')])).toBe(true);
    expect(searched(1, [join(cwd, 'b.py')])).toBe(true);
    expect([share.named[0], share.named[BATCH]]).toEqual([0, 1]);
    await worker.terminate();
  });
});

describe('without a second thread, as its script does not lie beside the source', () => {
  test('the first one searches all, once there are many', async () => {
    const cwd = folderWith(PARTS);
    const paths = Array.from({ length: 10 * BATCH + 7 }, (_, index) => join(cwd, index % 3 === 0 ? 'b.py' : 'a.py'));
    const ahead = searchAhead(NAMES);
    for (const path of paths) ahead?.offer(path);
    const clear = paths.map((path) => ahead?.isClear(path) ?? path.endsWith('a.py'));
    expect(clear).toEqual(paths.map((path) => path.endsWith('a.py')));
    ahead?.close();
  });

  test('nothing is known of few files, nor of those in another order', () => {
    const cwd = folderWith(PARTS);
    const [few, many] = [searchAhead(NAMES), searchAhead(NAMES)];
    const file = join(cwd, 'a.py');
    few?.offer(file);
    expect(few?.isClear(file) ?? false).toBe(false);
    for (let count = 0; count < 10 * BATCH; count++) many?.offer(file);
    expect(many?.isClear(join(cwd, 'c.py')) ?? false).toBe(false);
    expect(many?.isClear(file) ?? true).toBe(true);
    many?.close();
  });
});

test('there is room for four million files', () => {
  const { states, named } = shareIn(makeMemory());
  expect([states.length, named.length]).toEqual([MOST_BATCHES, MOST_BATCHES * BATCH]);
  expect(named.length).toBeGreaterThan(4_000_000);
});
