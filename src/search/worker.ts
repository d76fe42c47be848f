/** The second thread of a run over many files. */
import { parentPort, workerData } from 'node:worker_threads';
import { searchFor } from './search.ts';
import { type Batch, type Order, searchBatch, shareIn } from './shared-memory.ts';

const { names, memory } = workerData as Order;
const share = shareIn(memory);
const search = searchFor(names);

parentPort?.on('message', ({ number, files }: Batch) => searchBatch(share, search, number, files.split('\0')));
