import { basename, resolve } from 'node:path';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { decodeLog } from '../../files/log-text.ts';
import { readIfThere } from '../../files/read.ts';
import { failuresIn } from '../../log/failures.ts';
import type { Output } from '../../report/render.ts';
import { reasonOf, UsageError } from '../../util/errors.ts';
import type { RunCommand } from '../command.ts';
import { nothingIn } from './nothing.ts';
import { resultOf, type Surroundings, shown } from './run.ts';

const SOUGHT =
  'a package or a module that is missing, a template library that is not registered, or a part of LOGGING that cannot be configured';

/**
 * Reads a log, says what it tells and where in the project that comes from, and goes on to preview, fix or check what a
 * guard cures.
 * @param file the log's path; `-` for standard input.
 * @throws UsageError where it can't be read, or tells of nothing that djguard knows.
 */
export async function performFromLog(
  command: RunCommand,
  file: string,
  surroundings: Surroundings,
): Promise<Output & { readonly exitCode: number }> {
  const { standardInput, ...streams } = surroundings;
  const name = file === '-' ? 'the log' : basename(file);
  const failures = failuresIn(decodeLog(file === '-' ? (standardInput ?? Buffer.alloc(0)) : bytesOf(file)));
  if (failures.length === 0) throw new UsageError(`${name} does not tell of ${SOUGHT}`);
  const causes = await diagnose(failures, command.options);
  const packages = causes.flatMap((cause) => (cause.cure === 'guard' && cause.package !== null ? [cause.package] : []));
  const log = { file: file === '-' ? '-' : file, causes };
  const options = { ...command.options, packages };
  const done =
    packages.length === 0
      ? nothingIn(command)
      : await resultOf({ ...command, options }, { ...surroundings, standardInput: null });
  const result = { ...done, log };
  return shown(result, command, streams);
}

function bytesOf(file: string): Buffer {
  let bytes: Buffer | null;
  try {
    bytes = readIfThere(resolve(file), 'source');
  } catch (error) {
    throw new UsageError(`can't read the log ${file}: ${reasonOf(error)}`);
  }
  if (bytes === null) throw new UsageError(`the log ${file} does not exist`);
  return bytes;
}
