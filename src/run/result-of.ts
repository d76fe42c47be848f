import { shownPath } from '../files/paths.ts';
import type { Application } from './apply.ts';
import type { Result } from './result.ts';
import type { Options } from './settings.ts';
import type { Survey } from './survey.ts';

/** A survey, and what was done about it, as a run's result. */
export function resultOf(survey: Survey, application: Application, options: Options): Result {
  const { settings, plans, packages, problems, examined } = survey;
  const { applied } = application;
  const given = options.stdin && Buffer.from(options.stdin.bytes);
  return {
    mode: settings.mode,
    failOn: settings.failOn,
    maxFindings: settings.maxFindings,
    baseline: settings.baseline,
    files: applied.map(({ report }) => report),
    problems: [...problems, ...applied.flatMap(({ problem }) => problem ?? []), ...application.problems],
    doubts: survey.doubts,
    notes: [...survey.notes, ...applied.flatMap(({ note }) => note ?? []), ...application.notes],
    examined,
    packages,
    configFile: settings.configFile === null ? null : shownPath(settings.configFile, settings.cwd),
    output: given ? (settings.mode === 'fix' && plans[0]?.after) || given : null,
    verdict: null,
  };
}
