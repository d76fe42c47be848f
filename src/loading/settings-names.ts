import { saidBy } from '../packages/naming-conventions.ts';
import { STARTERS } from './evidence/sources.ts';
import { nameOf } from './modules/paths.ts';

const SETTINGS = /(^|\/)(?:settings|configs)\/([\w-]+\/)?\w+\.py$|(^|\/)settings_\w+\.py$|(^|\/)\w+_settings\.py$/;
/** Folders that may hold settings, and may hold other things. */
const MIXED = /(^|\/)(config|conf|environments?)\/([\w-]+\/)?\w+\.py$/;
/** The paths of settings modules that others build on, or that stand alone. */
export const PLAIN = /(^|\/)settings\.py$|(^|\/)settings\/(__init__|base|common|default|main)\.py$/;

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
export function moduleName(path: string): string {
  return nameOf(path.replace(/\/__init__\.py$|\.py$/, ''));
}

/** What a settings module says, or takes from another one. */
const HOLDS =
  /^[ \t]*(?:SECRET_KEY|INSTALLED_APPS|ROOT_URLCONF|DATABASES|MIDDLEWARE|DEBUG|ALLOWED_HOSTS)\b\s*(?::[^=]+)?(?:\+|)=|^[ \t]*from\s+\S+\s+import\s+\*|^[ \t]*include\(/m;

/** Whether a module holds settings, and no server's or URLconf's code. */
export function isSettingsModule(path: string, text: string): boolean {
  return !STARTERS.test(path) && nameOf(path) !== 'urls.py' && HOLDS.test(text);
}

/** What other settings modules build on. */
export const SHARED = /^(__init__|base|common|defaults?|shared|main|settings|components?)\.py$/;
