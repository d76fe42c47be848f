import { saidBy } from '../packages/naming-conventions.ts';
import { folderOf } from '../packages/paths.ts';
import { type Named, namedIn, STARTERS, type TextFile } from './entry-points.ts';
import type { Modules } from './modules/module-index.ts';
import { foldersAbove, foldersOf, nameOf } from './modules/paths.ts';
import type { EntryPoint } from './types.ts';

/**
 * The entry points of a project, production's first: settings modules, and the modules that servers are started with.
 * A server's file is production's, unless it names a development module and a production one is known beside it;
 * settings modules named for production or development are entry points by their name.
 */
export function settingsEntryPoints(files: readonly TextFile[], modules: Modules): EntryPoint[] {
  const named = files.flatMap((file) => namedIn(file, modules));
  const modulesNamed = [...modules.files].filter((path) => SETTINGS.test(path));
  const byName = modulesNamed
    .filter(isProductionSettings)
    .map((path) => entryAt('production', path, 'settings named for production'));
  const better = [
    ...byName.map(({ target }) => target),
    ...named
      .filter((at) => at.reader === 'server' && !at.serves && saidByModule(at.module) !== 'development')
      .map(({ target }) => target),
  ];
  const hasBetter = besideAny(better);
  const settings = named.filter(({ serves }) => !serves).map((at) => settingsEntry(at, hasBetter(at.target)));
  const served = named.filter(({ serves }) => serves).map((at) => entryFor(at, at.reader === 'development'));
  const isProduction = ({ kind }: EntryPoint) => kind === 'production';
  const production = [...settings.filter(isProduction), ...byName];
  const plain =
    production.length > 0
      ? []
      : [...modules.files]
          .filter(isPlainSettings)
          .map((path) => entryAt('production', path, 'the settings of the project'));
  const developers = modulesNamed
    .filter(isDevelopersSettings)
    .map((path) => entryAt('development', path, 'settings named for development'));
  const others = [...settings, ...served].filter((entry) => !isProduction(entry));
  return [...production, ...plain, ...served.filter(isProduction), ...others, ...developers];
}

/** @param hasBetter whether production's settings modules are known beside it. */
function settingsEntry(named: Named, hasBetter: boolean): EntryPoint {
  const said = saidByModule(named.module);
  const alone = said === 'development' && (hasBetter || named.reader === 'anybody');
  return entryFor(named, named.reader === 'development' || alone);
}

/** A test for whether a file is of the same project as others: one lies in its folder or below, or it in theirs. */
function besideAny(others: readonly string[]): (path: string) => boolean {
  const folders = foldersOf(others);
  const above = new Set(others.flatMap((path) => [...foldersAbove(path)]));
  return (path) => above.has(folderOf(path)) || [...foldersAbove(path)].some((folder) => folders.has(folder));
}

function entryFor({ target, step }: Named, isDevelopment: boolean): EntryPoint {
  return { kind: isDevelopment ? 'development' : 'production', target, step };
}

function entryAt(kind: EntryPoint['kind'], path: string, text: string): EntryPoint {
  return { kind, target: path, step: { file: path, line: 1, text, condition: null } };
}

function saidByModule(module: string): 'production' | 'development' | 'unknown' {
  return saidBy(module.split('.').slice(-1)[0] ?? module).kind;
}

const SETTINGS = /(^|\/)(?:settings|configs)\/([\w-]+\/)?\w+\.py$|(^|\/)settings_\w+\.py$|(^|\/)\w+_settings\.py$/;
/** The paths of settings modules that others build on, or that stand alone. */
const PLAIN = /(^|\/)settings\.py$|(^|\/)settings\/(__init__|base|common|default|main)\.py$/;

function isProductionSettings(path: string): boolean {
  return SETTINGS.test(path) && !/(^|\/)tests?\//.test(path) && saidBy(moduleName(path)).kind === 'production';
}

function isPlainSettings(path: string): boolean {
  return PLAIN.test(path) && !/(^|\/)tests?\//.test(path);
}

/** Whether a settings module is named for development. */
export function isDevelopersSettings(path: string): boolean {
  return SETTINGS.test(path) && saidBy(moduleName(path)).kind === 'development';
}

/** The last part of a module's name; for an `__init__.py` that of its package. */
function moduleName(path: string): string {
  return nameOf(path.replace(/\/__init__\.py$|\.py$/, ''));
}

/** What a settings module says, or takes from another one. */
const HOLDS =
  /^\s*(?:SECRET_KEY|INSTALLED_APPS|ROOT_URLCONF|DATABASES|MIDDLEWARE|DEBUG|ALLOWED_HOSTS)\b\s*(?::[^=]+)?(?:\+|)=|^\s*from\s+\S+\s+import\s+\*|^\s*include\(/m;

/** Whether a module holds settings, and no server's or URLconf's code. */
export function isSettingsModule(path: string, text: string): boolean {
  return !STARTERS.test(path) && nameOf(path) !== 'urls.py' && HOLDS.test(text);
}
