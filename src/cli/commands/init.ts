import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { upward } from '../../files/folders.ts';
import { git } from '../../files/git.ts';
import { slashed } from '../../files/paths.ts';
import { isFolder } from '../../files/peek.ts';
import { repositoryOf } from '../../files/walk/patterns.ts';
import { filesOf } from '../../init/files.ts';
import { piecesFor } from '../../init/init.ts';
import { coloursFor } from '../../report/colours.ts';
import { diffReport } from '../../report/diff.ts';
import { initLines } from '../../report/init.ts';
import type { Streams } from '../../report/render.ts';
import { problemLine } from '../../report/text.ts';
import { showPlans } from '../../run/apply.ts';
import { refusePlaceOfMany } from '../../run/several.ts';
import { planOfText, writeTogether } from '../../run/text-plan.ts';
import { whileLocked } from '../../undo/lock.ts';
import { UsageError } from '../../util/errors.ts';
import { OWNER } from '../../util/origin.ts';
import { asLines } from '../../util/shown.ts';
import { VERSION } from '../../util/version.ts';
import type { InitCommand } from '../command.ts';
import type { Interrupts } from '../interrupts.ts';

/**
 * Shows what a project lacks of configuration, hook and job of CI, or writes it.
 * @returns as for a run: exit code 2 where something could not be written, and nothing was; else 0.
 * @throws UsageError for a folder that is none, or holds all sorts of projects.
 */
export async function performInit(command: InitCommand, streams: Streams, interrupts: Interrupts | null) {
  if (!isFolder(resolve(command.folder))) throw new UsageError(`${command.folder} is no folder`);
  refusePlaceOfMany([command.folder], resolve('.'));
  const work = () => initAlone(command, streams, interrupts);
  return command.fix ? whileLocked(resolve(command.folder), work) : work();
}

async function initAlone(
  { folder, fix, view }: InitCommand,
  { colour, isLog }: Streams,
  interrupts: Interrupts | null,
) {
  const cwd = realpathSync('.');
  const start = realpathSync(folder);
  const repository = repositoryOf(start);
  const root = repository ?? start;
  const folders = upward(start)
    .filter((at) => repository !== null || at === start)
    .map((at) => (at === root ? '' : `${slashed(at, root)}/`));
  const remotes = repository === null ? [] : remotesOf(root);
  const release = { owner: OWNER, version: VERSION };
  const pieces = piecesFor({ files: filesOf(root), isRepository: repository !== null, remotes, folders }, release);
  const changes = pieces.filter((piece) => piece.kind === 'change');
  const plans = changes.map(({ file, before, after }) => {
    const path = join(root, file);
    return planOfText({ absolute: before === null ? path : realpathSync(path), before, after }, root, cwd);
  });
  interrupts?.delay();
  const application = fix ? await writeTogether(plans, cwd, interrupts?.signal) : showPlans(plans);
  const problems = [...application.problems, ...application.applied.flatMap(({ problem }) => problem ?? [])];
  const diffs = diffReport(
    { files: fix ? [] : plans.map(({ report }) => report) },
    { colours: coloursFor(colour.report), isLog },
  );
  const isDone = fix && problems.length === 0;
  const said = initLines(pieces, { isWritten: isDone, isPublished: OWNER !== null, notes: application.notes });
  const lines = [
    ...problems.map((problem) => problemLine(problem, coloursFor(colour.notes))),
    ...(problems.length > 0 ? ['Nothing was written.'] : view.quiet ? [] : said),
  ];
  return { report: diffs.bytes, code: null, notes: asLines(lines), exitCode: problems.length > 0 ? 2 : 0 };
}

/** The URLs that git fetches from. */
function remotesOf(root: string): readonly string[] {
  const lines = git(root, ['config', '--get-regexp', '^remote\\..*\\.url$'])?.toString('utf8').split('\n') ?? [];
  return lines.flatMap((line) => line.split(' ').slice(1));
}
