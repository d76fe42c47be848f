import { resolve } from 'node:path';
import { type Output, render, type Streams } from '../../report/render.ts';
import { exitCodeOf, type Result } from '../../run/result.ts';
import { run } from '../../run/run.ts';
import type { RunCommand } from '../command.ts';
import type { Interrupts } from '../interrupts.ts';
import { nothingIn } from './nothing.ts';

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
  const meant = command.since === null ? command : (await import('./selected.ts')).withSelected(command, command.since);
  if (meant !== null && meant.shows !== null) return (await import('./show.ts')).performShow(meant, meant.shows);
  const result =
    meant === null
      ? nothingIn(command, ['git has no Python file that is changed'])
      : await resultOf(meant, surroundings);
  if (command.writesBaseline) return (await import('./baseline.ts')).writeBaseline(result);
  return shown(result, command, surroundings);
}

/** A result in words, and in the further formats that a command line asks for. */
export async function shown(
  result: Result,
  command: RunCommand,
  streams: Streams,
): Promise<Output & { readonly exitCode: number }> {
  const { view } = command;
  const output = await render(result, view, streams, loadRules);
  const inFiles = { ...streams, colour: { report: false, notes: false }, isLog: false, isTerminal: false };
  const others = view.others.map(async ({ format, file }) => {
    return { file, report: (await render(result, { ...view, format }, inFiles, loadRules)).report };
  });
  return { ...output, others: await Promise.all(others), exitCode: codeFor(command, result) };
}

/** Runs what a command line asks for. */
export async function resultOf(
  { options, proof, stdinPath, writesBaseline }: RunCommand,
  { standardInput, say, interrupts }: Surroundings,
): Promise<Result> {
  const stdin =
    stdinPath !== null && standardInput !== null ? { stdin: { bytes: standardInput, path: stdinPath } } : {};
  const whole = {
    ...options,
    ...stdin,
    ...(interrupts === null ? {} : { signal: interrupts.signal, delay: interrupts.delay }),
  };
  const done =
    proof === null ? await run(whole) : await (await import('../../run/prove.ts')).runProved(whole, proof, say);
  const result = done.problems.length === 0 ? done : await explained(done, options.paths ?? []);
  const { baseline } = result;
  if (baseline === null || options.mode === 'preview' || writesBaseline) return result;
  return (await import('../../run/baseline.ts')).withBaseline(result, baseline, resolve('.'), isWhole(options));
}

/** Whether a run looks at all that a baseline may be about: what is not found is gone then. */
function isWhole({ paths = [], packages, select, ignore, productionOnly }: RunCommand['options']): boolean {
  return paths.length === 0 && ![packages, select, ignore, productionOnly].some((limit) => limit !== undefined);
}

/** `--exit-zero` lets findings pass, and neither errors nor a proof that does not hold. */
function codeFor({ exitsZero }: RunCommand, result: Result): 0 | 1 | 2 {
  const code = exitCodeOf(result);
  return exitsZero && code === 1 && result.verdict?.outcome !== 'fails' ? 0 : code;
}

async function explained(result: Result, paths: readonly string[]): Promise<Result> {
  return (await import('./mistyped.ts')).withMistyped(result, paths);
}

/** Loads the rules, for a report that lists them. */
async function loadRules() {
  return (await import('../../../transforms/index.ts')).rules;
}
