import { spawnSync } from 'node:child_process';

/** A program's standard output. Throws where the program is not there or ends with something else than 0. */
export function output(file: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
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
