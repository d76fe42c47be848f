import type { Failure, Frame } from '../log/types.ts';
import type { CausePlace, LogCause } from '../run/log-cause.ts';
import type { Options } from '../run/settings.ts';
import { oneLine } from '../util/shown.ts';
import { type Cured, cureFor, other } from './cure.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';
import { partsOfLogging } from './logging-parts.ts';
import { explainOther } from './other-failures.ts';
import { suspects } from './suspects.ts';
import { installedIn, isPythons, tracedPlace } from './traced.ts';

/**
 * Finds out where in the project the failures of a log come from, and what helps.
 * @param options of the run that goes on from there.
 * @throws UsageError where these, or the configuration, are not right.
 */
export async function diagnose(failures: readonly Failure[], options: Options): Promise<readonly LogCause[]> {
  const known = await knowledgeOf(options);
  const causes: LogCause[] = [];
  for (const failure of failures) causes.push(await causeOf(failure, known));
  return causes;
}

async function causeOf(failure: Failure, known: Knowledge): Promise<LogCause> {
  const { lack, raised, step } = failure;
  const told = {
    line: raised.number,
    error: oneLine(`${raised.type}: ${raised.message.split('\n', 1)[0]}`),
    step: step === null ? null : oneLine(step),
  };
  if (lack.kind === 'module' && !lack.name.includes('.'))
    return { ...told, ...(await ofPackage(lack.name, failure, known)) };
  const isPart = lack.kind === 'logging';
  const places = isPart ? partsOfLogging(lack.name, known) : tracedIn(raised.frames, known);
  return {
    ...told,
    package: null,
    places,
    isTraced: !isPart && places.length > 0,
    ...explainOther(failure, known.project),
  };
}

async function ofPackage(root: string, { raised, chain }: Failure, known: Knowledge) {
  const found = await known.findingsOf(root);
  const importing = importerOf(raised.frames, root);
  const traced = importing === null ? [] : tracedIn([importing], known);
  const importer = importing === null || traced.length > 0 ? null : installedIn(importing);
  const cured = cureFor({ root, findings: found.map(({ finding }) => finding), importer }, known);
  const frames = [...new Set([raised, ...chain])].flatMap((at) => at.frames);
  const untraced = importer === null ? suspects(found, frames, cured.cure === 'guard') : [];
  return {
    package: root,
    places: traced.length > 0 ? traced : untraced,
    isTraced: traced.length > 0,
    ...(cured.cure === 'guard' && found.length === 0 ? guardedAlready(root) : cured),
  };
}

function guardedAlready(root: string): Cured {
  return other(
    `nothing in the project names ${root} unguarded: the log may be older than the code, or what names it is not Python`,
  );
}

/** The frame whose own code imports the package by its name; null where the name was a string. */
function importerOf(frames: readonly Frame[], root: string): Frame | null {
  const last = frames.filter((frame) => !isPythons(frame)).at(-1);
  if (last?.code == null) return null;
  return new RegExp(`^(?:from|import)\\b.*\\b${root.replace(/\W/g, '\\$&')}\\b`).test(last.code) ? last : null;
}

/** What starts Django is in every traceback, and the cause of none. */
const STARTS = /\b(?:execute_from_command_line|get_[aw]sgi_application|django\.setup|main)\(/;

/** The project's line that is nearest to where an exception was raised. */
function tracedIn(frames: readonly Frame[], { project, files, shown }: Knowledge): readonly CausePlace[] {
  for (const frame of frames.toReversed()) {
    if (STARTS.test(frame.code ?? '')) continue;
    const place = tracedPlace(frame, project.root, files);
    if (place !== null) return [{ path: shown(place.file), line: place.line, text: `\`${oneLine(place.code)}\`` }];
  }
  return [];
}
