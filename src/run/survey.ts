import { resolve } from 'node:path';
import { type Listing, newListing } from '../files/listing.ts';
import { shownPath } from '../files/paths.ts';
import { type Collected, collect, type SourcePath } from '../files/walk/collect.ts';
import type { ProjectPackages } from '../packages/project.ts';
import { FILLED } from '../rewrite/prefilter.ts';
import { prospectFor } from '../scope/scope.ts';
import { searchInParallel } from '../search/search.ts';
import type { Problem } from '../util/errors.ts';
import { UsageError } from '../util/errors.ts';
import { turn } from '../util/process.ts';
import { joined, surveyOf } from './joined.ts';
import type { Plan } from './plan.ts';
import { type Planner, plannerFor } from './planner.ts';
import type { Doubt } from './result.ts';
import { type Options, type Settings, settle } from './settings.ts';
import { byProject } from './several.ts';
import { shardNote, shareOf } from './shard.ts';
import { unseenIn } from './unseen.ts';

/** What a look at the paths found out. Nothing is done yet. */
export interface Survey {
  readonly settings: Settings;
  readonly plans: readonly Plan[];
  /** The roots of the packages that were looked for. */
  readonly packages: readonly string[];
  /** Those of them that the files name. */
  readonly named: readonly string[];
  /** The files that name one, absolute. */
  readonly naming: readonly string[];
  /** Those of them that a proof is to take away: what the files name, and what the user named. */
  readonly hidden: readonly string[];
  /** What the project's manifests say; null where nobody asked them. */
  readonly project: ProjectPackages | null;
  /** Of paths that can't be taken and files that can't be read or parsed. */
  readonly problems: readonly Problem[];
  /** How many files were looked at. */
  readonly examined: number;
  readonly doubts: readonly Doubt[];
  readonly notes: readonly string[];
}

/** How many files that name no package are read before events have their turn: a millisecond's work. */
const FILES_A_TURN = 64;

/**
 * Looks through the paths.
 * @throws UsageError where the options or the configuration are not right.
 */
export async function look(options: Options): Promise<Survey> {
  const settings = await settle(options);
  const parts = options.stdin ? [settings.paths] : byProject(settings.paths, settings.cwd);
  if (parts.length === 1) return lookThrough(settings, options);
  const { shard: _, ...whole } = options;
  const own = options.shard === undefined ? parts : shareOf(inOneOrder(parts), options.shard);
  const surveys: Survey[] = [];
  for (const paths of own) {
    const part = { ...whole, paths };
    surveys.push(await lookThrough(await settle(part), part));
  }
  const survey = joined(surveys, settings);
  if (options.shard === undefined) return survey;
  return { ...survey, notes: [...survey.notes, shardNote(options.shard, own.length, parts.length, 'projects')] };
}

/** The same for every shard, in whichever order it was given the paths. */
function inOneOrder(parts: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const first = (paths: readonly string[]) => paths.toSorted()[0] ?? '';
  return parts.toSorted((a, b) => (first(a) < first(b) ? -1 : 1));
}

/** Looks through the paths of some settings. */
export async function lookThrough(settings: Settings, options: Pick<Options, 'stdin' | 'signal'>): Promise<Survey> {
  const listing = newListing();
  const prospect = await prospectFor(settings, listing);
  const parallel = searchInParallel([...prospect.likely, ...FILLED]);
  try {
    const collected = options.stdin
      ? onStdin(options.stdin, settings, listing)
      : collect(settings, listing, parallel?.add);
    const scope = await prospect.scopeFor(collected.files);
    const planner = plannerFor(settings, scope, collected, parallel);
    const { plans: planned, problems } = await planAll(planner, collected.files, options);
    const engine = await planner.engine();
    const strange = (settings.packages ?? []).filter((name) => !engine?.named.has(name));
    if (strange.length > 0) await prospect.refuseUnknown(strange);
    const { plans, doubts } = (await engine?.together(planned)) ?? { plans: planned, doubts: [] };
    const unseen = unseenIn(settings, collected, scope, plans);
    const roots = [...new Set(scope.packages.map(({ root }) => root))];
    const guarded = scope.packages.filter(({ remark, doubtful }) => !remark && !doubtful).map(({ root }) => root);
    const named = roots.filter((root) => engine?.named.has(root));
    const survey = {
      settings,
      plans,
      packages: roots,
      named,
      naming: [...(engine?.naming ?? [])],
      hidden: settings.packages === null ? guarded.filter((root) => named.includes(root)) : roots,
      project: scope.project,
      problems: [...collected.problems, ...problems, ...unseen.problems],
      examined: collected.files.length - unseen.files,
      doubts,
      notes: [...unseen.notes, ...scope.notes, ...((await engine?.notes()) ?? [])],
    };
    if (settings.shard === null) return survey;
    return surveyOf(
      survey,
      collected.files.map((file) => collected.sourceOf(file).shown),
      settings.shard,
    );
  } finally {
    parallel?.close();
  }
}

/** @throws UsageError where the signal comes. */
async function planAll(
  planner: Planner,
  files: readonly string[],
  { stdin, signal }: Pick<Options, 'stdin' | 'signal'>,
): Promise<Pick<Survey, 'plans' | 'problems'>> {
  const bytes = stdin && Buffer.from(stdin.bytes);
  const plans: Plan[] = [];
  const problems: Problem[] = [];
  let sinceTurn = 0;
  for (const file of files) {
    const pending = planner.plan(file, bytes);
    if (signal !== undefined && (pending !== null || ++sinceTurn % FILES_A_TURN === 0)) await turn();
    if (signal?.aborted) throw new UsageError('interrupted: nothing was written');
    const planned = pending === null ? null : await pending;
    if (planned === null) continue;
    if ('message' in planned) problems.push(planned);
    else plans.push(planned);
  }
  return { plans, problems };
}

/** The one source that does not lie on the disk. */
function onStdin({ path }: NonNullable<Options['stdin']>, { cwd }: Settings, listing: Listing): Collected {
  const absolute = resolve(cwd, path);
  const shown = shownPath(absolute, cwd);
  const source: SourcePath = { absolute, shown, patchPath: shown.replaceAll('\\', '/').replace(/^\/+/, '') };
  return { files: [absolute], sourceOf: () => source, problems: [], pythonless: [], walked: null, listing };
}
