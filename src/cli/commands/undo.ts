import { resolve } from 'node:path';
import { shownPath } from '../../files/paths.ts';
import { isFolder } from '../../files/peek.ts';
import { coloursFor } from '../../report/colours.ts';
import { count, problemLine } from '../../report/text.ts';
import { whileLocked } from '../../undo/lock.ts';
import { undoLast } from '../../undo/undo.ts';
import { UsageError } from '../../util/errors.ts';
import { asLines, type Shown } from '../../util/shown.ts';
import type { UndoCommand } from '../command.ts';

/**
 * Takes the last `--fix` run back.
 * @returns what to say; the exit code is 1 where a file was edited since, and 2 where one can't be written.
 */
export async function performUndo(
  { folder, view }: UndoCommand,
  coloured: boolean,
): Promise<{ readonly notes: Shown; readonly exitCode: number }> {
  const cwd = resolve('.');
  const start = resolve(cwd, folder);
  if (!isFolder(start)) throw new UsageError(`${folder} is no folder`);
  const colours = coloursFor(coloured);
  const undone = await whileLocked(start, async () => undoLast(start));
  if (undone === null) return { notes: asLines(view.quiet ? [] : ['Nothing to undo.']), exitCode: 0 };
  const { restored, refused, started } = undone;
  const named = (path: string) => shownPath(path, cwd);
  const errors = refused.map(({ path, reason }) =>
    problemLine({ path: named(path), line: null, column: null, message: reason }, colours),
  );
  const when = `the run of ${new Date(started).toLocaleString('sv')}`;
  const stay = refused.length > 0 ? `; ${refused.length} stayed` : '';
  const isMoot = restored.length === 0 && refused.length === 0;
  const summary = isMoot
    ? `Nothing to undo: the files are as they were before ${when}.`
    : `Took back ${count(restored.length, 'file')} of ${when}${stay}.`;
  const lines = [
    ...(view.quiet ? [] : restored.map((path) => `Took back ${colours.bold(named(path))}`)),
    ...errors,
    ...(view.quiet ? [] : [summary]),
  ];
  const exitCode = refused.some(({ edited }) => !edited) ? 2 : refused.length > 0 ? 1 : 0;
  return { notes: asLines(lines), exitCode };
}
