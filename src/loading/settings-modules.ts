import { saidBy } from '../packages/naming-conventions.ts';
import { folderOf } from '../packages/paths.ts';
import { type Asked, type Named, namedIn } from './evidence/claims.ts';
import { isAside, isManage, STARTERS, type TextFile, WEB_MODULES } from './evidence/sources.ts';
import type { Modules } from './modules/module-index.ts';
import { foldersAbove, foldersOf, nameOf } from './modules/paths.ts';
import { isTest } from './tests.ts';
import type { EntryPoint, LoadStep } from './types.ts';

/** How much a place counts: what is set for production's processes, then what its servers take by default. */
type Rank = 'set' | 'default' | 'anybody' | 'development';

/**
 * The entry points of a project, production's first: settings modules, and the modules that servers are started with.
 * What evidence names for production is production's, whatever it is called. A default that a development module is
 * gives way to what is set, and to what another server's module names; the default of an asgi.py that nobody serves
 * counts for nothing beside a wsgi.py that is served, and the other way round; what anybody may use counts for
 * production unless it names a development module. What only a module's name speaks for comes after all that.
 */
export async function settingsEntryPoints(files: readonly TextFile[], asked: Asked): Promise<readonly EntryPoint[]> {
  const named: Named[] = [];
  for (const file of files) named.push(...(await namedIn(file, asked)));
  const settings = named.filter(({ serves }) => !serves);
  const served = named.filter(({ serves }) => serves);
  const entries = settingsEntries(settings, served, asked);
  const servers = served.map((at) => entryFor(at, at.reader === 'development'));
  const all = [...entries, ...servers, ...entriesByName(asked.modules, entries)];
  const isFirst = ({ kind, byName }: EntryPoint) => (kind === 'production' ? 0 : 2) + (byName ? 1 : 0);
  return all.sort((a, b) => isFirst(a) - isFirst(b));
}

function settingsEntries(settings: readonly Named[], served: readonly Named[], asked: Asked): readonly EntryPoint[] {
  const isServed = new Set(served.filter(({ reader }) => reader === 'server').map(({ target }) => target));
  // What deployments set, and what anybody's example sets for production, comes before what servers take by default.
  const sets = settings.filter((at) => !at.isDefault && (at.reader === 'server' || isForProduction(at)));
  const isSet = besideAny(sets.map(({ target }) => target));
  const isUnserved = unserved(isServed);
  const rankOf = (at: Named): Rank => {
    // What a server is started with is its own, wherever it lies.
    if (at.reader !== 'server' && !isServed.has(at.step.file)) return at.reader;
    if (!at.isDefault) return 'set';
    if (isUnserved(at.step.file)) return 'development';
    return isServed.has(at.step.file) && !isSet(at.target) ? 'set' : 'default';
  };
  const ranked = settings.map((at) => ({ at, rank: rankOf(at) }));
  const better = ranked.filter(
    ({ at, rank }) =>
      rank === 'set' ||
      (rank === 'default' && !isNamedForDevelopers(at) && (!at.chosen || at.standard)) ||
      (rank === 'anybody' && isForProduction(at)),
  );
  better.sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank));
  const hasBetter = besideAny(better.map(({ at }) => at.target));
  const hasServed = besideAny(better.flatMap(({ at, rank }) => (rank === 'anybody' ? [] : [at.target])));
  return ranked
    .map(({ at, rank }) => {
      const chosenForDevelopers = at.chosen && !at.standard && isNamedForDevelopers(at);
      const isLess = rank === 'default' || (at.isDefault && isUnserved(at.step.file));
      const gives = isNamedForDevelopers(at) && (rank === 'anybody' || (isLess && hasBetter(at.target)));
      // Where servers are seen to take something else, manage.py's default is for those who type its commands.
      const isTyped = rank === 'anybody' && !at.chosen && isManage(at.step.file) && hasServed(at.target);
      const entry = entryFor(at, rank === 'development' || chosenForDevelopers || gives || isTyped);
      const other = gives && isLess ? better.find((each) => besideAny([each.at.target])(at.target)) : undefined;
      if (other !== undefined) return { rank, entry: { ...entry, overruled: other.at.step } };
      return { rank, entry: at.isDefault && at.step.file.endsWith('.py') ? assumed(entry, asked) : entry };
    })
    .sort((a, b) => orderOf(a) - orderOf(b))
    .map(({ entry }) => entry);
}

/**
 * A default that only its name marks as developers' is taken where production's environment says nothing else: under that
 * condition, unless the environment is in the repository, or production has no other settings to take.
 */
function assumed(entry: EntryPoint, asked: Asked): EntryPoint {
  const { kind, target, step } = entry;
  if (kind !== 'production' || !isDevelopersSettings(target)) return entry;
  const under = whereNotSet(step, target, asked);
  return under === step ? entry : { ...entry, assumed: true, step: under };
}

/** A step that is a default, under the condition that production's environment says nothing else. */
export function whereNotSet(
  step: LoadStep,
  target: string,
  { modules, isUnset }: Pick<Asked, 'modules' | 'isUnset'>,
): LoadStep {
  if (step.condition !== null || isUnset(target, VARIABLE) || !hasOthers(target, modules)) return step;
  const { file, line, text } = step;
  const standard = { variable: VARIABLE, file, line, text, holds: true, isTaken: false };
  return { ...step, condition: `where ${VARIABLE} is not set`, standard };
}

const VARIABLE = 'DJANGO_SETTINGS_MODULE';

/** Whether a project has settings that production may use in place of some for developers. */
function hasOthers(target: string, { files, homes }: Modules): boolean {
  return [...files].some(
    (path) =>
      path !== target &&
      isSettingsFolder(path) &&
      !isTest(path) &&
      !isAside(path) &&
      !SHARED.test(nameOf(path)) &&
      !isDevelopersSettings(path) &&
      folderOf(path) === folderOf(target) &&
      homes.counts(target, path),
  );
}

const RANKS: readonly Rank[] = ['set', 'default', 'anybody', 'development'];

/** What tells the most comes first: for developers, what they use. */
function orderOf({ rank, entry }: { readonly rank: Rank; readonly entry: EntryPoint }): number {
  return (entry.kind === 'development' ? -1 : 1) * RANKS.indexOf(rank);
}

/** What other settings modules build on. */
export const SHARED = /^(__init__|base|common|defaults?|shared|main|settings|components?)\.py$/;

/** A test for whether a file is of the same project as others: one lies in its folder or below, or it in theirs. */
function besideAny(others: readonly string[]): (path: string) => boolean {
  const folders = foldersOf(others);
  const above = new Set(others.flatMap((path) => [...foldersAbove(path)]));
  return (path) => above.has(folderOf(path)) || [...foldersAbove(path)].some((folder) => folders.has(folder));
}

/** A test for whether a file is a web server's module beside one that evidence has a server load in its place. */
function unserved(isServed: ReadonlySet<string>): (path: string) => boolean {
  const isBeside = besideAny([...isServed].filter((path) => WEB_MODULES.test(path)));
  return (path) => WEB_MODULES.test(path) && !isServed.has(path) && isBeside(path);
}

function isNamedForDevelopers({ target }: Named): boolean {
  return isAside(target) || saidBy(moduleName(target)).kind === 'development';
}

/** Whether what anybody may use names a module for production. */
function isForProduction({ reader, target }: Named): boolean {
  return reader === 'anybody' && saidBy(moduleName(target)).kind === 'production';
}

function entryFor({ target, step, chosen }: Named, isDevelopment: boolean): EntryPoint {
  return {
    kind: isDevelopment ? 'development' : 'production',
    target,
    step,
    byName: false,
    ...(chosen && { chosen: true as const }),
  };
}

/** Finds what names production's settings beside a settings module; undefined where nothing but a name does. */
export function settingsBeside(entries: readonly EntryPoint[]): (path: string) => LoadStep | undefined {
  const known = entries.filter(
    ({ kind, byName, assumed, chosen, target }) =>
      kind === 'production' && !byName && !assumed && !chosen && (isSettingsFolder(target) || !STARTERS.test(target)),
  );
  const ordered = [...known.filter(({ target }) => isProductionSettings(target)), ...known];
  return (path) => ordered.find(({ target }) => target !== path && besideAny([target])(path))?.step;
}

/** The settings modules that only a name speaks for; the plain ones where nothing else is known of production. */
function entriesByName({ files }: Modules, evidence: readonly EntryPoint[]): readonly EntryPoint[] {
  const entryAt =
    (kind: EntryPoint['kind'], text: string) =>
    (path: string): EntryPoint => {
      return { kind, target: path, step: { file: path, line: 1, text, condition: null }, byName: true };
    };
  const beside = settingsBeside(evidence);
  const modules = [...files].filter((path) => !TESTS.test(path));
  const production = modules.filter(isProductionSettings);
  const isKnown = production.length > 0 || evidence.some(({ kind }) => kind === 'production');
  return [
    ...production.map(entryAt('production', 'settings named for production')),
    ...(isKnown ? [] : modules.filter((path) => PLAIN.test(path) && !isAside(path))).map(
      entryAt('production', 'the settings of the project'),
    ),
    ...[...files].filter(isDevelopersSettings).map((path) => {
      const entry = entryAt('development', 'settings named for development')(path);
      const overruled = beside(path);
      return overruled === undefined ? entry : { ...entry, overruled };
    }),
  ];
}

const TESTS = /(^|\/)tests?\//;
const SETTINGS = /(^|\/)(?:settings|configs)\/([\w-]+\/)?\w+\.py$|(^|\/)settings_\w+\.py$|(^|\/)\w+_settings\.py$/;
/** Folders that may hold settings, and may hold other things. */
const MIXED = /(^|\/)(config|conf|environments?)\/([\w-]+\/)?\w+\.py$/;
/** The paths of settings modules that others build on, or that stand alone. */
const PLAIN = /(^|\/)settings\.py$|(^|\/)settings\/(__init__|base|common|default|main)\.py$/;

/** Whether a file lies where settings lie, or is called as they are. */
export function isSettingsFolder(path: string): boolean {
  return SETTINGS.test(path) || MIXED.test(path) || PLAIN.test(path);
}

/** Whether a settings module is named for production. */
export function isProductionSettings(path: string): boolean {
  const name = moduleName(path);
  if (MIXED.test(path)) return /^(prod|production|live)$/.test(name);
  return SETTINGS.test(path) && saidBy(name).kind === 'production';
}

/** Whether a settings module is named for development. */
export function isDevelopersSettings(path: string): boolean {
  return (SETTINGS.test(path) || MIXED.test(path)) && saidBy(moduleName(path)).kind === 'development';
}

/** The last part of a module's name; for an `__init__.py` that of its package. */
function moduleName(path: string): string {
  return nameOf(path.replace(/\/__init__\.py$|\.py$/, ''));
}

/** What a settings module says, or takes from another one. */
const HOLDS =
  /^[ \t]*(?:SECRET_KEY|INSTALLED_APPS|ROOT_URLCONF|DATABASES|MIDDLEWARE|DEBUG|ALLOWED_HOSTS)\b\s*(?::[^=]+)?(?:\+|)=|^[ \t]*from\s+\S+\s+import\s+\*|^[ \t]*include\(/m;

/** Whether a module holds settings, and no server's or URLconf's code. */
export function isSettingsModule(path: string, text: string): boolean {
  return !STARTERS.test(path) && nameOf(path) !== 'urls.py' && HOLDS.test(text);
}
