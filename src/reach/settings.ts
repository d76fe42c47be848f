import { saidBy, saidByCompose, saidByPath } from '../packages/names.ts';
import type { Modules } from './modules.ts';
import type { Entry, Step } from './types.ts';

/** A text file of the project that may name a settings module. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

const NAMED =
  /DJANGO_SETTINGS_MODULE["']?\]?\s*[:=,\s]\s*["']?([A-Za-z_]\w*(?:\.\w+)*)|--settings(?:=|\s+|["']\s*,\s*["'])([A-Za-z_]\w*(?:\.\w+)+)|\bdjango_settings_module\s*=\s*["']?([\w.]+)/g;

/** A settings module that a file names. */
interface Named {
  readonly module: string;
  readonly target: string;
  readonly step: Step;
  /** Who reads the file: production's servers, a developer, or both, as with manage.py. */
  readonly reader: 'server' | 'development' | 'anybody';
}

/** The names of the files that are read for `DJANGO_SETTINGS_MODULE`, Python's aside. */
export const SETTINGS_SOURCES =
  /(^|\/)(([\w.-]+[.-])?(Dockerfile|dockerfile)([.-][\w.-]+)?|(docker-)?compose[\w.-]*\.ya?ml|Procfile|pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml|(render|heroku|app|fly)\.(ya?ml|toml)|\.env[\w.-]*|[\w.-]*\.env|\.github\/workflows\/[\w.-]+\.ya?ml|\.travis\.yml|\.gitlab-ci\.yml)$/;

/** The Python files that start a process. */
export const STARTERS = /(^|\/)(manage|wsgi|asgi|celery|celery_app|uwsgi|passenger_wsgi|conftest)\.py$/;

/**
 * The settings modules that production's processes and developers' start with.
 * A server's own file counts as production's, unless it names a development module beside a production one;
 * modules named for production count by their name.
 */
export function settingsEntries(files: readonly TextFile[], modules: Modules): Entry[] {
  const named = files.flatMap((file) => namedIn(file, modules));
  const byName = [...modules.files]
    .filter(isProductionSettings)
    .map((path) => entryAt('production', path, 'settings named for production'));
  const hasBetter =
    byName.length > 0 || named.some((at) => at.reader === 'server' && saidByModule(at.module) !== 'development');
  const entries = named.map(({ module, target, step, reader }): Entry => {
    const said = saidByModule(module);
    const development = reader === 'development' || (said === 'development' && (hasBetter || reader === 'anybody'));
    return { kind: development ? 'development' : 'production', target, step };
  });
  const production = [...entries.filter(({ kind }) => kind === 'production'), ...byName];
  const plain =
    production.length > 0
      ? []
      : [...modules.files]
          .filter(isPlainSettings)
          .map((path) => entryAt('production', path, 'the settings of the project'));
  const developers = [...modules.files]
    .filter(isDevelopersSettings)
    .map((path) => entryAt('development', path, 'settings named for development'));
  return [...production, ...plain, ...entries.filter(({ kind }) => kind !== 'production'), ...developers];
}

function entryAt(kind: Entry['kind'], path: string, text: string): Entry {
  return { kind, target: path, step: { file: path, line: 1, text, condition: null } };
}

function namedIn({ path, text }: TextFile, modules: Modules): Named[] {
  const found: Named[] = [];
  text.split(/\r\n|\n/).forEach((line, index) => {
    if (/^\s*(#(?!\s*syntax)|\/\/)/.test(line)) return;
    for (const match of line.matchAll(NAMED)) {
      const module = match.slice(1).find((group) => group !== undefined) as string;
      const target = modules.find(module, path);
      if (target === null) continue;
      const step = { file: path, line: index + 1, text: line.trim(), condition: null };
      found.push({ module, target, step, reader: readerOf(path) });
    }
  });
  return found;
}

function readerOf(path: string): Named['reader'] {
  const name = path.split('/').at(-1) ?? path;
  if (name === 'manage.py') return 'anybody';
  if (/^(conftest\.py|pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml)$/.test(name)) return 'development';
  if (/\.py$/.test(name)) return 'server';
  if (/(^|\/)\.github\/|\.travis|\.gitlab-ci/.test(path)) {
    return /deploy|release|prod/.test(name) ? 'server' : 'development';
  }
  const compose = /compose[\w.-]*\.ya?ml$/.test(name);
  const said = compose ? saidByCompose(path).kind : saidByPath(path).kind;
  if (said !== 'unknown') return said === 'production' ? 'server' : 'development';
  // A plain compose file, or an example of an environment, is mostly how developers run the project.
  return compose || /env/.test(name) ? 'anybody' : 'server';
}

function saidByModule(module: string): 'production' | 'development' | 'unknown' {
  return saidBy(module.split('.').slice(-1)[0] ?? module).kind;
}

const SETTINGS = /(^|\/)(?:settings|configs)\/([\w-]+\/)?\w+\.py$|(^|\/)settings_\w+\.py$|(^|\/)\w+_settings\.py$/;
/** What settings modules are called that others build on, or that stand alone. */
const PLAIN = /(^|\/)settings\.py$|(^|\/)settings\/(__init__|base|common|default|main)\.py$/;

function isProductionSettings(path: string): boolean {
  return SETTINGS.test(path) && !/(^|\/)tests?\//.test(path) && saidBy(moduleName(path)).kind === 'production';
}

function isPlainSettings(path: string): boolean {
  return PLAIN.test(path) && !/(^|\/)tests?\//.test(path);
}

/** Whether a settings module's name gives it to developers. */
export function isDevelopersSettings(path: string): boolean {
  return SETTINGS.test(path) && saidBy(moduleName(path)).kind === 'development';
}

function moduleName(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.py$/, '');
}
