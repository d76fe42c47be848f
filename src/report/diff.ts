import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { encode } from '../files/encoding.ts';
import type { FileReport, Result } from '../run/result.ts';
import type { Colors } from './colours.ts';

const CONTEXT = 3;

/** The unified diffs of all files that would change, as bytes: each in its own file's encoding. */
export function diffReport(result: Pick<Result, 'files'>, colours: Colors): Buffer {
  return Buffer.concat(
    result.files
      .filter((file) => file.before !== file.after)
      .map((file) => encode(coloured(patchOf(file), colours), file.encoding)),
  );
}

/** One file's unified diff, with the names quoted as git quotes them: `git apply` and `patch -p1` take it. */
export function patchOf({ patchPath, before, after }: Pick<FileReport, 'patchPath' | 'before' | 'after'>): string {
  const patch = createTwoFilesPatch(`a/${patchPath}`, `b/${patchPath}`, before, after, undefined, undefined, {
    context: CONTEXT,
    headerOptions: FILE_HEADERS_ONLY,
  });
  // A tab ends a name that holds spaces, as in git's own patches: without it `patch` reads up to the first space.
  return patch.replace(/^--- (?!").* .*\n\+\+\+ .*/, (names) => names.replace(/$/gm, '\t'));
}

function coloured(patch: string, colours: Colors): string {
  if (!colours.isColorSupported) return patch;
  return patch
    .split('\n')
    .map((line, index) => colouredLine(line, index, colours))
    .join('\n');
}

function colouredLine(line: string, index: number, colours: Colors): string {
  if (index < 2) return colours.bold(line);
  if (line.startsWith('@@')) return colours.cyan(line);
  if (line.startsWith('+')) return colours.green(line);
  if (line.startsWith('-')) return colours.red(line);
  return line;
}
