import type { Settings } from './settings.ts';
import { type Shard, shardNote, shareOf } from './shard.ts';
import type { Survey } from './survey.ts';

/** What was found out in several projects, in the order of the paths. */
export function joined(surveys: readonly Survey[], settings: Settings): Survey {
  const once = <Item>(items: readonly Item[]) => [...new Set(items)];
  return {
    settings,
    plans: surveys.flatMap(({ plans }) => plans).sort((a, b) => (a.source.shown < b.source.shown ? -1 : 1)),
    packages: once(surveys.flatMap(({ packages }) => packages)),
    named: once(surveys.flatMap(({ named }) => named)),
    naming: once(surveys.flatMap(({ naming }) => naming)),
    hidden: once(surveys.flatMap(({ hidden }) => hidden)),
    project: null,
    problems: surveys.flatMap(({ problems }) => problems),
    examined: surveys.reduce((sum, { examined }) => sum + examined, 0),
    doubts: surveys.flatMap(({ doubts }) => doubts),
    notes: once(surveys.flatMap(({ notes }) => notes)),
  };
}

/**
 * What was found in the files of a share. All of them were looked at, since one file can decide about another. What
 * belongs to no file, such as a path that is not there, is the first share's.
 * @param shown the names of all files, in order.
 */
export function surveyOf(survey: Survey, shown: readonly string[], shard: Shard): Survey {
  const own = new Set(shareOf(shown, shard));
  const all = new Set(shown);
  const isOwn = (path: string | null) => (path !== null && all.has(path) ? own.has(path) : shard.index === 1);
  return {
    ...survey,
    plans: survey.plans.filter(({ source }) => isOwn(source.shown)),
    problems: survey.problems.filter(({ path }) => isOwn(path)),
    doubts: survey.doubts.filter(({ path }) => isOwn(path)),
    examined: own.size,
    notes: [...survey.notes, shardNote(shard, own.size, all.size, 'files')],
  };
}
