/** The worker's whole program: it searches the batches that it is posted. `scripts/build.mjs` bundles it on its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, searchBatch, sharedMemory, type WorkerInput } from './parallel.ts';
import { searchFor } from './search.ts';

const { names, buffer } = workerData as WorkerInput;
const memory = sharedMemory(buffer);
const search = searchFor(names);

parentPort?.on('message', ({ number, files }: Batch) => searchBatch(memory, search, number, files.split('\0')));
