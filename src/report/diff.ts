import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { encode } from '../files/encoding.ts';
import type { FileReport, Result } from '../run/result.ts';
import { asCode, withColours } from '../util/shown.ts';
import type { Colors } from './colours.ts';

const CONTEXT = 3;

/** How diffs are shown. */
export interface DiffView {
  readonly colours: Colors;
  /**
   * Whether people or a log read them, rather than a file or a program that applies them: the code may then hold
   * nothing that those would act on.
   */
  readonly isLog: boolean;
}

/** Diffs as they are shown. */
export interface Diffs {
  /** Each in its own file's encoding. */
  readonly bytes: Buffer;
  /** Remarks on those that are not shown as they are. */
  readonly notes: readonly string[];
}

/** The unified diffs of all files that would change. */
export function diffReport(result: Pick<Result, 'files'>, { colours, isLog }: DiffView): Diffs {
  const notes: string[] = [];
  const patches = result.files
    .filter((file) => file.before !== file.after)
    .map((file) => {
      const lines = patchOf(file).split('\n');
      if (isLog && lines.some((line) => asCode(line) !== line)) notes.push(`the diff of ${file.path} ${ALTERED}`);
      const show = isLog ? asCode : (line: string) => withColours(line, (part) => part);
      const shown = lines.map((line, index) => show(coloured(line, index, colours)));
      return encode(shown.join('\n'), file.encoding);
    });
  return { bytes: Buffer.concat(patches), notes };
}

const ALTERED =
  'holds control characters or what CI systems read as commands, and is shown with these written out: --output-file takes it as it is';

/** One file's unified diff, with the names quoted as git quotes them: `git apply` and `patch -p1` take it. */
export function patchOf(file: Pick<FileReport, 'patchPath' | 'isNew' | 'before' | 'after'>): string {
  const { patchPath, isNew, before, after } = file;
  const old = isNew ? '/dev/null' : `a/${patchPath}`;
  const patch = createTwoFilesPatch(old, `b/${patchPath}`, before, after, undefined, undefined, {
    context: CONTEXT,
    headerOptions: FILE_HEADERS_ONLY,
  });
  // A tab ends a name that holds spaces, as in git's own patches: without it `patch` reads up to the first space.
  return patch.replace(/^--- (?!").* .*\n\+\+\+ .*/, (names) => names.replace(/$/gm, '\t'));
}

function coloured(line: string, index: number, colours: Colors): string {
  if (index < 2) return colours.bold(line);
  if (line.startsWith('@@')) return colours.cyan(line);
  if (line.startsWith('+')) return colours.green(line);
  if (line.startsWith('-')) return colours.red(line);
  return line;
}
