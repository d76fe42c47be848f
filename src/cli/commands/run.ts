import { type Output, render, type Streams } from '../../report/render.ts';
import { exitCodeOf, type Result } from '../../run/result.ts';
import { run } from '../../run/run.ts';
import type { RunCommand } from '../command.ts';
import type { Interrupts } from '../interrupts.ts';

/** What a run takes from outside, beside its command line. */
export interface Surroundings extends Streams {
  /** Null where no source is read from it. */
  readonly standardInput: Uint8Array | null;
  /** Takes what is to be said before the run is over. */
  readonly say: (line: string) => void;
  /** What ends the run in good order; null where there is nothing to be put in order. */
  readonly interrupts: Interrupts | null;
}

/** Runs what a command line asks for, and puts the result into words and an exit code. */
export async function perform(
  command: RunCommand,
  surroundings: Surroundings,
): Promise<Output & { readonly exitCode: number }> {
  const result = await resultOf(command, surroundings);
  return { ...(await render(result, command.view, surroundings, loadRules)), exitCode: exitCodeOf(result) };
}

/** Runs what a command line asks for. */
export async function resultOf(
  { options, proof, stdinPath }: RunCommand,
  { standardInput, say, interrupts }: Surroundings,
): Promise<Result> {
  const stdin =
    stdinPath !== null && standardInput !== null ? { stdin: { bytes: standardInput, path: stdinPath } } : {};
  const whole = {
    ...options,
    ...stdin,
    ...(interrupts === null ? {} : { signal: interrupts.signal, delay: interrupts.delay }),
  };
  const result =
    proof === null ? await run(whole) : await (await import('../../run/prove.ts')).runProved(whole, proof, say);
  return result.problems.length === 0 ? result : explained(result, options.paths ?? []);
}

async function explained(result: Result, paths: readonly string[]): Promise<Result> {
  return (await import('./mistyped.ts')).withMistyped(result, paths);
}

/** Loads the rules, for a report that lists them. */
export async function loadRules() {
  return (await import('../../../transforms/index.ts')).rules;
}
