import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk, structuredPatch } from 'diff';
import { encode } from '../files/encoding.ts';
import type { FileReport, Result } from '../run/result.ts';
import { asCode, withColours } from '../util/shown.ts';
import type { Colors } from './colours.ts';
import { type Region, regionsOf } from './regions.ts';

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
  const [one, other] = [linesOf(before), linesOf(after)];
  const hunks = regionsOf(one, other, CONTEXT).flatMap((region) => hunksIn(one, other, region));
  const names = { oldFileName: isNew ? '/dev/null' : `a/${patchPath}`, newFileName: `b/${patchPath}` };
  const patch = formatPatch({ ...names, oldHeader: undefined, newHeader: undefined, hunks }, FILE_HEADERS_ONLY);
  // A tab ends a name that holds spaces, as in git's own patches: without it `patch` reads up to the first space.
  return patch.replace(/^--- (?!").* .*\n\+\+\+ .*/, (names) => names.replace(/$/gm, '\t'));
}

function hunksIn(one: readonly string[], other: readonly string[], region: Region): StructuredPatchHunk[] {
  const [before, after] = [one.slice(...region.before).join(''), other.slice(...region.after).join('')];
  if (before === after) return [];
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context: CONTEXT });
  return hunks.map((hunk) => ({
    ...hunk,
    oldStart: hunk.oldStart + region.before[0],
    newStart: hunk.newStart + region.after[0],
  }));
}

/** A text's lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

function coloured(line: string, index: number, colours: Colors): string {
  if (index < 2) return colours.bold(line);
  if (line.startsWith('@@')) return colours.cyan(line);
  if (line.startsWith('+')) return colours.green(line);
  if (line.startsWith('-')) return colours.red(line);
  return line;
}
