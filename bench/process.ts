import { spawnSync } from 'node:child_process';

/**
 * The environment of every command that is measured. What a shell sets may change a program's own start:
 * `NODE_EXTRA_CA_CERTS` alone more than doubles that of Node 20, and every ratio to it then looks better than it is.
 */
export const MEASURED: NodeJS.ProcessEnv = Object.fromEntries(
  ['PATH', 'HOME', 'TMPDIR', 'SystemRoot'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);

/** A program's standard output. Throws where the program is not there or ends with something else than 0. */
export function output(file: string, ...args: readonly string[]): string {
  return outputIn(process.env, file, ...args);
}

/** The same in an environment of its own. */
export function outputIn(env: NodeJS.ProcessEnv, file: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, { env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${file} ended with ${status}: ${stderr.trim().split('\n').at(-1)}`);
  return stdout.trim();
}

/** The same, but null where it does not work. */
export function tryOutput(file: string, ...args: readonly string[]): string | null {
  try {
    return output(file, ...args);
  } catch {
    return null;
  }
}
