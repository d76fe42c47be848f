import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** How a program is started. */
export interface Start {
  readonly cwd: string;
  /** The whole environment, as in `process.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The Python that watches over the program, and ends what it started. */
  readonly python: string;
  /** Bytes of data that each of its processes may have; null for as many as it likes. */
  readonly memory: number | null;
}

/** What the supervisor said of the program so far. */
export interface Told {
  readonly pid?: number;
  /** Why it could not be started, such as `ENOENT`. */
  readonly error?: string;
  /** Null where a signal ended it. */
  readonly code?: number | null;
  /** The most memory in bytes that one of its processes had. */
  readonly peak?: number;
}

/** A program under a supervisor. */
export interface Supervised {
  /** The supervisor, or the program itself on Windows; its streams are the program's. */
  readonly child: ChildProcess;
  told(): Told;
  /** Ends all. */
  stop(): void;
}

const SUPERVISOR = fileURLToPath(new URL('./supervisor/djguard_supervisor.py', import.meta.url));
/** Milliseconds that it may take to end all. */
const ENDING = 12_000;
const isWindows = process.platform === 'win32';

/**
 * Starts a program in a session of its own, so that Ctrl-C in a terminal is for djguard, which then ends all in good
 * order. Its supervisor ends everything as soon as the program has ended, or djguard is gone; on Windows there is none.
 */
export function supervised(command: readonly string[], { cwd, env, python, memory }: Start): Supervised {
  const [file = '', ...args] = isWindows ? command : [python, '-BEsS', SUPERVISOR, String(memory ?? 0), ...command];
  const child = spawn(file, args, { cwd, env, detached: !isWindows, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const control = child.stdio[3] as Duplex;
  let text = '';
  control.on('error', () => {});
  control.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  const stop = () => {
    if (isWindows) child.kill('SIGKILL');
    else control.end();
    // What is no supervisor, such as an interpreter in a container, takes no notice of the socket.
    setTimeout(() => child.kill('SIGKILL'), ENDING).unref();
  };
  const told = () => linesIn(text);
  // A supervisor that was killed itself leaves the program behind.
  child.on('exit', (_, signal) => {
    const { pid } = told();
    if (signal !== null && pid !== undefined) killGroup(pid);
  });
  return { child, told, stop };
}

function linesIn(text: string): Told {
  try {
    const lines = text.split('\n').filter(Boolean);
    return Object.assign({}, ...lines.map((line) => JSON.parse(line)));
  } catch {
    return {};
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {}
}
