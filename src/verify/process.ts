import type { Readable } from 'node:stream';
import type { Ended } from './ended.ts';
import { type Start, supervised } from './supervised.ts';

/** How a program is run, and for how long. */
export interface Run extends Start {
  /** Null where it may take as long as it likes. */
  readonly seconds: number | null;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

const KEPT = 1 << 20;
/** Milliseconds that output may come late. */
const LATE = 1000;
const NEARLY = 0.9;

/**
 * Runs a program to its end, or for some seconds, with nothing on its stdin. When this is over, all that the program
 * started is over too, and also where djguard itself is killed; on Windows the program alone.
 * @throws where the program cannot be started, and an AbortError where `signal` ended it.
 */
export function runToEnd(command: readonly [string, ...string[]], run: Run): Promise<Ended> {
  const { signal, seconds, memory } = run;
  signal?.throwIfAborted();
  const { child, told, stop } = supervised(command, run);
  const output = collect([child.stdout, child.stderr]);
  let timedOut = false;
  const onTime = () => {
    timedOut = true;
    stop();
  };
  const timer = seconds === null ? undefined : setTimeout(onTime, seconds * 1000);
  signal?.addEventListener('abort', stop);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
    // Where it can't be ended, a grandchild may hold the pipes open long after.
    child.on('exit', (status) => setTimeout(() => resolve(status), LATE).unref());
  });
  return ended
    .then((status) => {
      signal?.throwIfAborted();
      const { code = status, peak = 0, error } = told();
      if (error !== undefined) throw new Error(`spawn ${command[0]} ${error}`);
      const isOutOfMemory = memory !== null && code !== 0 && peak > memory * NEARLY;
      return { code: timedOut ? null : code, output: output(), timedOut, isOutOfMemory };
    })
    .finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      for (const stream of child.stdio) stream?.destroy();
    });
}

/** Keeps the last of what comes, and gives it as text. */
function collect(streams: readonly (Readable | null)[]): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  for (const stream of streams) {
    stream?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      while (chunks.length > 1 && size - (chunks[0]?.length ?? 0) > KEPT) size -= chunks.shift()?.length ?? 0;
    });
  }
  return () => Buffer.concat(chunks).subarray(-KEPT).toString();
}
