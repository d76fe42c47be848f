import { shownPath } from '../files/paths.ts';
import { namesIn } from '../files/peek.ts';
import type { Collected } from '../files/walk/collect.ts';
import type { Scope } from '../scope/types.ts';
import type { Problem } from '../util/errors.ts';
import type { Plan } from './plan.ts';
import type { Settings } from './settings.ts';

/** What a Django project's modules are called. */
const MODULE = /(^|[\\/])((manage|wsgi|asgi|urls|apps|models)\.py|settings(\.py$|[\\/]))/;

/** What was not looked at although somebody asked for it: a check that finds nothing there says nothing. */
export interface Unseen {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** How many of the files are no Python. */
  readonly files: number;
}

/**
 * Says which paths hold no Python, that nothing shows a Django project there, and that a configuration file configures nothing.
 * A check of a path without Python is a problem; anything else is a remark.
 * @param found what was found: a file with findings is Python, and of a Django project, whatever it is called.
 */
export function unseenIn(settings: Settings, collected: Collected, scope: Scope, found: readonly Plan[]): Unseen {
  const { mode, cwd, configFile, configIsSilent, configUnread } = settings;
  const { pythonless, files, walked } = collected;
  const isChecked = mode === 'check';
  const shown = new Set(found.map(({ source }) => source.shown));
  const strange = pythonless.filter(({ path }) => !shown.has(path));
  const isForeign = found.length === 0 && walked !== null && files.length > 0 && !isDjango(files, scope);
  return {
    files: strange.filter(({ isFile }) => isFile).length,
    problems: isChecked ? strange.map(({ path, message }) => ({ path, line: null, column: null, message })) : [],
    notes: [
      ...(isChecked ? [] : strange.map(({ path, message }) => `${path} ${message}`)),
      ...configUnread.map((remark) => `${remark}; it configures nothing`),
      ...(configIsSilent
        ? [`${shownPath(configFile ?? '', cwd)} has no [tool.djguard] table: it configures nothing`]
        : []),
      ...(isForeign
        ? [
            `${shownPath(walked, cwd)} shows no Django project: no manage.py, no settings module, and no manifest that asks for Django`,
          ]
        : []),
    ],
  };
}

function isDjango(files: readonly string[], { root, project }: Scope): boolean {
  if (project?.dependencies.some(({ roots }) => roots.includes('django'))) return true;
  return namesIn(root).includes('manage.py') || files.some((file) => MODULE.test(file));
}
