import { spawn } from 'node:child_process';

/** What a finished process left behind; `code` is null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  /** Both streams, as they came, at most the last megabyte. */
  readonly output: string;
  readonly timedOut: boolean;
}

const KEPT = 1 << 20;

/**
 * Runs a program to its end, or for `seconds`, with nothing on its stdin.
 * @param env the whole environment, as in `process.env`.
 * @param seconds null where it may take as long as it likes.
 * @param signal kills it.
 * @throws where the program cannot be started, and an AbortError where it was killed by `signal`.
 */
export function runToEnd(
  command: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  seconds: number | null,
  signal?: AbortSignal,
): Promise<Ended> {
  const [file, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : { signal }),
    });
    const chunks: Buffer[] = [];
    let timedOut = false;
    const timer = seconds === null ? undefined : setTimeout(stop, seconds * 1000);
    function stop(): void {
      timedOut = true;
      child.kill('SIGKILL');
    }
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => keep(chunks, chunk));
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    // Not `close`: a grandchild may hold the pipes open long after.
    child.on('exit', (code) => {
      clearTimeout(timer);
      setImmediate(() => {
        resolve({ code, output: Buffer.concat(chunks).subarray(-KEPT).toString(), timedOut });
        child.stdout.destroy();
        child.stderr.destroy();
      });
    });
  });
}

function keep(chunks: Buffer[], chunk: Buffer): void {
  chunks.push(chunk);
  let size = chunks.reduce((sum, { length }) => sum + length, 0);
  while (chunks.length > 1 && size - (chunks[0]?.length ?? 0) > KEPT) size -= chunks.shift()?.length ?? 0;
}
