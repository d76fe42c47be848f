import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import {
  BATCH_SIZE,
  type Batch,
  MAX_BATCHES,
  STATE,
  searchBatch,
  sharedMemory,
  type WorkerInput,
} from '../src/search/parallel.ts';
import { searchFor, searchInParallel } from '../src/search/search.ts';
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

describe('the worker', () => {
  const start = () => {
    const memory = sharedMemory();
    const worker = new Worker(WORKER, { workerData: { names: NAMES, buffer: memory.buffer } satisfies WorkerInput });
    /** Sends a batch, and waits until it has been searched. */
    const searched = (number: number, files: readonly string[]) => {
      worker.postMessage({ number, files: files.join('\0') } satisfies Batch);
      Atomics.wait(memory.states, number, STATE.open, 20_000);
      Atomics.wait(memory.states, number, STATE.taken, 20_000);
      return memory.states[number] === STATE.searched;
    };
    return { worker, memory, searched };
  };

  test('tells of each file in a batch whether it has to be looked at', async () => {
    const cwd = folderWith(PARTS);
    const { worker, memory, searched } = start();
    const paths = [...Object.keys(PARTS), 'gone.py'].map((name) => join(cwd, name));
    expect(searched(2, paths)).toBe(true);
    expect([...memory.hits.subarray(2 * BATCH_SIZE, 2 * BATCH_SIZE + 5)]).toEqual([0, 1, 0, 1, 0]);
    await worker.terminate();
  });

  test('leaves alone what the main thread has searched', async () => {
    const cwd = folderWith(PARTS);
    const { worker, memory, searched } = start();
    searchBatch(memory, searchFor(NAMES), 0, [join(cwd, 'a.py')]);
    expect(searched(0, [join(cwd, 'b.py')])).toBe(true);
    expect(searched(1, [join(cwd, 'b.py')])).toBe(true);
    expect([memory.hits[0], memory.hits[BATCH_SIZE]]).toEqual([0, 1]);
    await worker.terminate();
  });
});

describe('without a worker, as its script does not lie beside the source', () => {
  test('the main thread searches all, once there are many', async () => {
    const cwd = folderWith(PARTS);
    const paths = Array.from({ length: 10 * BATCH_SIZE + 7 }, (_, index) =>
      join(cwd, index % 3 === 0 ? 'b.py' : 'a.py'),
    );
    const parallel = searchInParallel(NAMES);
    for (const path of paths) parallel?.add(path);
    const clear = paths.map((path) => parallel?.isClear(path) ?? path.endsWith('a.py'));
    expect(clear).toEqual(paths.map((path) => path.endsWith('a.py')));
    parallel?.close();
  });

  test('nothing is known of few files, nor of those in another order', () => {
    const cwd = folderWith(PARTS);
    const [few, many] = [searchInParallel(NAMES), searchInParallel(NAMES)];
    const file = join(cwd, 'a.py');
    few?.add(file);
    expect(few?.isClear(file) ?? false).toBe(false);
    for (let count = 0; count < 10 * BATCH_SIZE; count++) many?.add(file);
    expect(many?.isClear(join(cwd, 'c.py')) ?? false).toBe(false);
    expect(many?.isClear(file) ?? true).toBe(true);
    many?.close();
  });
});

test('shared memory holds four million files', () => {
  const { states, hits } = sharedMemory();
  expect([states.length, hits.length]).toEqual([MAX_BATCHES, MAX_BATCHES * BATCH_SIZE]);
  expect(hits.length).toBeGreaterThan(4_000_000);
});
