import { type Output, render } from '../report/render.ts';
import { exitCodeOf } from '../result.ts';
import { run } from '../run.ts';
import type { RunCommand } from './command.ts';

/** Runs what a command line asks for, and puts the result into words and an exit code. */
export async function perform(
  { options, stdinPath, view }: RunCommand,
  standardInput: Uint8Array | null,
  colour: { readonly report: boolean; readonly notes: boolean },
): Promise<Output & { readonly exitCode: number }> {
  const stdin =
    stdinPath !== null && standardInput !== null ? { stdin: { bytes: standardInput, path: stdinPath } } : {};
  const result = await run({ ...options, ...stdin });
  return { ...(await render(result, view, colour)), exitCode: exitCodeOf(result) };
}
