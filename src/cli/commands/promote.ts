import { join, resolve } from 'node:path';
import { shownPath, slashed } from '../../files/paths.ts';
import { isFolder } from '../../files/peek.ts';
import { type Desk, deskFor } from '../../promote/desk.ts';
import { promoteAll } from '../../promote/promote-all.ts';
import type { Chosen } from '../../promote/target.ts';
import { coloursFor } from '../../report/colours.ts';
import { diffReport } from '../../report/diff.ts';
import { promotionLines } from '../../report/promotion.ts';
import type { Streams } from '../../report/render.ts';
import { problemLine } from '../../report/text.ts';
import { showPlans } from '../../run/apply.ts';
import { settle } from '../../run/settings.ts';
import { planOfText, writeTogether } from '../../run/text-plan.ts';
import { refuseUnknown } from '../../scope/known-names.ts';
import { catalogueFor, readProject } from '../../scope/scope.ts';
import { whileLocked } from '../../undo/lock.ts';
import { UsageError } from '../../util/errors.ts';
import { asLines } from '../../util/shown.ts';
import type { PromoteCommand } from '../command.ts';
import type { Interrupts } from '../interrupts.ts';

const UNWRITTEN = 'Nothing was written: what leaves one manifest has to come into another.';

/**
 * Shows the edit that declares packages for production, or makes it. One that can't be edited is a problem, and the
 * others are handled all the same.
 * @returns as for a run: exit code 2 with any problem, else 0.
 * @throws UsageError for a name that nothing knows; nothing was written then.
 */
export async function performPromote(command: PromoteCommand, streams: Streams, interrupts: Interrupts | null) {
  const work = () => promoteAlone(command, streams, interrupts);
  return command.fix ? whileLocked(resolve(command.folder), work) : work();
}

async function promoteAlone(command: PromoteCommand, { colour, isLog }: Streams, interrupts: Interrupts | null) {
  const { folder, config, fix, view } = command;
  if (!isFolder(resolve(folder))) throw new UsageError(`${folder} is no folder`);
  const settings = await settle({ mode: fix ? 'fix' : 'preview', paths: [folder], ...(config !== null && { config }) });
  const { cwd } = settings;
  const catalogue = await catalogueFor(settings);
  const project = await readProject(settings, { catalogue });
  await refuseUnknown(command.packages, project, catalogue, true);
  const desk = await deskFor(project, settings.folder);
  const shown = (file: string) => shownPath(join(project.root, file), cwd);
  const outcome = await promoteAll(desk, command.packages, { catalogue, chosen: chosenIn(command.to, desk), shown });
  const changes = desk.texts.changed();
  const plans = changes.map((change) => planOfText(change, project.root, cwd));
  interrupts?.delay();
  const application = fix ? await writeTogether(plans, cwd, interrupts?.signal) : showPlans(plans);
  const unwritten = [...application.problems, ...application.applied.flatMap(({ problem }) => problem ?? [])];
  const problems = [...outcome.problems, ...unwritten];
  const [forReport, forNotes] = [coloursFor(colour.report), coloursFor(colour.notes)];
  const said = unwritten.length > 0 ? [UNWRITTEN] : promotionLines(outcome, application.notes, shown, fix);
  const shownPlans = fix ? [] : plans.map(({ report }) => report);
  const diffs = diffReport({ files: shownPlans }, { colours: forReport, isLog });
  const unread = project.warnings.map(
    ({ file, line, message }) => `note: ${shown(file)}${line === null ? '' : `:${line}`}: ${message}`,
  );
  const remarks = view.quiet ? [] : [...unread, ...diffs.notes.map((note) => `note: ${note}`), ...said];
  const lines = [...problems.map((problem) => problemLine(problem, forNotes)), ...remarks];
  return {
    report: diffs.bytes,
    code: null,
    notes: asLines(lines),
    exitCode: problems.length > 0 ? 2 : 0,
  };
}

/** `requirements/base.txt`, or `pyproject.toml:dependencies`: as seen from the working directory, or from the project. */
function chosenIn(to: string | null, { project: { root, files } }: Desk): Chosen | null {
  if (to === null) return null;
  const [written = '', group] = to.split(/:(?=[^\\/]*$)/);
  const here = slashed(resolve(written), root);
  return { file: files.includes(here) ? here : written, group: group ?? null };
}
