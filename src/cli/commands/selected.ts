import { relative, resolve } from 'node:path';
import { changedFiles, type Since } from '../../files/changed.ts';
import { UsageError } from '../../util/errors.ts';
import type { RunCommand } from '../command.ts';

/**
 * The command with the files that git says are meant, in place of its paths. What the project is, and what loads a file,
 * is found out as ever.
 * @returns null where there are none.
 * @throws UsageError where git can't tell.
 */
export function withSelected(command: RunCommand, since: Since): RunCommand | null {
  const cwd = resolve('.');
  const { paths = [] } = command.options;
  const files = changedFiles(cwd, paths.length === 0 ? ['.'] : paths, since);
  if (files === null) {
    throw new UsageError(
      typeof since === 'string'
        ? `--${since} asks git, which has no repository here, or no commit yet`
        : `--since asks git, which knows no commit ${JSON.stringify(since.ref)} here`,
    );
  }
  if (files.length === 0) return null;
  const options = { ...command.options, paths: files.map((file) => relative(cwd, file)), forceExclude: true };
  return { ...command, options };
}
