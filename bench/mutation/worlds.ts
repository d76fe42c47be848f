import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type BootRequest, boot } from '../../src/verify/boot.ts';
import type { Ended } from '../../src/verify/ended.ts';
import type { runToEnd } from '../../src/verify/process.ts';
import type { Boot } from '../../src/verify/types.ts';

const SERVER = fileURLToPath(new URL('./forkserver.py', import.meta.url));
const PROBE = fileURLToPath(new URL('../../src/verify/probe', import.meta.url));

/** Starts of projects that share one import of Django, and of which no two are alike. */
export interface Worlds {
  start(request: BootRequest): Promise<Boot>;
  close(): void;
}

/** One Python for each seed, since what the order of a set depends on is settled as it starts. */
export function worldsOf(python: string): Worlds {
  const servers = new Map<string, Server>();
  const known = new Map<string, Promise<Boot>>();
  const run: typeof runToEnd = ([, , folder = ''], { cwd, env }) => {
    const seed = env.PYTHONHASHSEED ?? '0';
    const server = servers.get(seed) ?? new Server(python, seed);
    servers.set(seed, server);
    return server.run(folder, cwd, env);
  };
  const start = (request: BootRequest) => {
    // What was there before the fix is the same for all that is made of it.
    if (request.overlay === undefined) return boot({ ...request, run });
    const { signal: _, ...asked } = request;
    const overlay = [...request.overlay].map(([path, source]) => [path, source.toString('base64')]);
    const key = createHash('sha256')
      .update(JSON.stringify({ ...asked, overlay }))
      .digest('hex');
    const found = known.get(key) ?? boot({ ...request, run });
    known.set(key, found);
    return found;
  };
  const close = () => {
    for (const server of servers.values()) server.close();
  };
  return { start, close };
}

class Server {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (ended: Ended) => void>();
  #last = 0;

  constructor(python: string, seed: string) {
    const env = { ...process.env, PYTHONHASHSEED: seed, PYTHONDONTWRITEBYTECODE: '1' };
    this.#process = spawn(python, [SERVER, PROBE], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.#process.stdout === null) throw new Error('no pipe');
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const { id, code } = JSON.parse(line) as { id: number; code: number };
      this.#waiting.get(id)?.({ code, output: '', timedOut: false, isOutOfMemory: false });
      this.#waiting.delete(id);
    });
  }

  run(folder: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, (ended) => resolve({ ...ended, output: outputIn(folder) }));
      this.#process.stdin?.write(`${JSON.stringify({ id, folder, cwd, env })}\n`);
    });
  }

  close(): void {
    this.#process.stdin?.end();
  }
}

function outputIn(folder: string): string {
  try {
    return readFileSync(join(folder, 'output'), 'utf8');
  } catch {
    return '';
  }
}
