import { resolve } from 'node:path';
import type { Application } from './apply.ts';
import { UsageError } from './errors.ts';
import { collect, type SourcePath } from './files/collect.ts';
import { shownPath } from './files/paths.ts';
import type { ProjectPackages } from './packages/project.ts';
import { type Plan, plannerFor } from './plan.ts';
import { turn } from './process.ts';
import type { Problem, Result } from './result.ts';
import { scopeFor } from './scope/scope.ts';
import { type Options, type Settings, settle } from './settings.ts';

/** What a look at the paths found out. Nothing is done yet. */
export interface Survey {
  readonly settings: Settings;
  readonly plans: readonly Plan[];
  /** The roots of the packages that were looked for. */
  readonly packages: readonly string[];
  /** Those of them that the files name. */
  readonly named: readonly string[];
  /** Those of them that the files name, or that are to be missing in any case. */
  readonly used: readonly string[];
  /** What the project's manifests say; null where nobody asked them. */
  readonly project: ProjectPackages | null;
  /** Of paths that can't be taken and files that can't be read or parsed. */
  readonly problems: readonly Problem[];
  /** How many files were looked at. */
  readonly examined: number;
  readonly notes: readonly string[];
}

/** How many files that name no package are read before events have their turn: a millisecond's work. */
const FILES_A_TURN = 64;

/**
 * Looks through the paths.
 * @throws UsageError where the options or the configuration are not right.
 */
export async function look(options: Options): Promise<Survey> {
  return lookThrough(await settle(options), options);
}

/** Looks through the paths of some settings. */
export async function lookThrough(settings: Settings, options: Pick<Options, 'stdin' | 'signal'>): Promise<Survey> {
  const { files, sourceOf, problems, listed } = sourcesOf(options, settings);
  const scope = await scopeFor(settings, files, listed);
  const planner = plannerFor(settings, scope, sourceOf);
  const given = options.stdin && Buffer.from(options.stdin.bytes);
  const plans: Plan[] = [];
  const trouble = [...problems];
  let sinceTurn = 0;
  for (const file of files) {
    const pending = planner.plan(file, given);
    if (options.signal !== undefined && (pending !== null || ++sinceTurn % FILES_A_TURN === 0)) await turn();
    if (options.signal?.aborted) throw new UsageError('interrupted: nothing was written');
    const planned = pending === null ? null : await pending;
    if (planned === null) continue;
    if ('message' in planned) trouble.push(planned);
    else plans.push(planned);
  }
  const engine = await planner.engine();
  const roots = scope.packages.map(({ root }) => root);
  const named = roots.filter((root) => engine?.named.has(root));
  return {
    settings,
    plans,
    packages: roots,
    named,
    used: roots.filter((root) => scope.withheld.includes(root) || named.includes(root)),
    project: scope.project,
    problems: trouble,
    examined: files.length,
    notes: [...scope.notes, ...((await engine?.notes()) ?? [])],
  };
}

/** A survey, and what was done about it, as a run's result. */
export function resultOf(survey: Survey, application: Application, options: Options): Result {
  const { settings, plans, packages, problems, examined } = survey;
  const { applied } = application;
  const given = options.stdin && Buffer.from(options.stdin.bytes);
  return {
    mode: settings.mode,
    files: applied.map(({ report }) => report),
    problems: [...problems, ...applied.flatMap(({ problem }) => problem ?? []), ...application.problems],
    notes: [...survey.notes, ...applied.flatMap(({ note }) => note ?? []), ...application.notes],
    examined,
    packages,
    configFile: settings.configFile === null ? null : shownPath(settings.configFile, settings.cwd),
    output: given ? (settings.mode === 'fix' && plans[0]?.after) || given : null,
    verdict: null,
  };
}

function sourcesOf(options: Pick<Options, 'stdin'>, settings: Settings): ReturnType<typeof collect> {
  if (!options.stdin) return collect(settings);
  const absolute = resolve(settings.cwd, options.stdin.path);
  const shown = shownPath(absolute, settings.cwd);
  const source: SourcePath = { absolute, shown, patchPath: shown.replaceAll('\\', '/').replace(/^\/+/, '') };
  return { files: [absolute], sourceOf: () => source, problems: [], listed: new Map() };
}
