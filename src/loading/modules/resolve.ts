import { posix } from 'node:path';
import { folderOf } from '../../packages/paths.ts';
import { hasUnusualImports, scanImports, scanStrings } from '../scan-imports.ts';
import type { Modules } from './module-index.ts';
import { foldersAbove } from './paths.ts';

/**
 * The files that Django loads of an application beside its package, or that common tools discover there.
 * @see https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded
 */
const LOADED =
  /^(apps|models|admin|signals|checks|tasks|wagtail_hooks|translation|search_indexes|cms_plugins|documents)(\/__init__)?\.py$|^(templatetags|migrations|management\/commands)\/(?!test_)\w+\.py$/;

/**
 * The files that importing a dotted name loads: its module, and the packages around it. A name in a module is that.
 * @see https://docs.python.org/3/reference/import.html#searching
 */
export function filesNamed(name: string, from: string, modules: Modules): string[] {
  const find = (dotted: string) =>
    name.startsWith('.') ? modules.findRelative(from, dotted) : modules.find(dotted, from);
  const found: string[] = [];
  for (let at = name; !/^\.*$/.test(at); at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const file = find(at);
    if (file !== null) found.push(file);
    if (at.lastIndexOf('.') <= 0) break;
  }
  if (/^\.+[^.]*$/.test(name)) {
    const own = find((/^\.+/.exec(name) as RegExpExecArray)[0]);
    if (own !== null) found.push(own);
  }
  return found;
}

/**
 * The files that a name may mean, without the packages around them: with `*` for a part that is not known, all modules
 * that it can stand for.
 */
export function filesMatching(name: string, from: string, modules: Modules): readonly string[] {
  if (!name.includes('*')) {
    const file = name.startsWith('.') ? modules.findRelative(from, name) : modules.find(name, from);
    return file === null ? [] : [file];
  }
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(name) ?? [];
  const parts = rest
    .split('.')
    .map((part) => part.replace(/[+?^$()[\]{}|\\]/g, '\\$&').replaceAll('*', '(?!__init__\\b)[^/]*'));
  // Where no part is known, or none but the start of a first one, anything could be meant.
  if (dots === '' && !rest.split('.').some((part) => /^\w+$/.test(part))) return [];
  const wanted = new RegExp(`(^|/)${parts.join('/')}(/__init__)?\\.py$`);
  const near = dots === '' ? '' : folderUp(from, dots.length - 1);
  const found = modules.below(near).filter((path) => wanted.test(path));
  const folders = [...foldersAbove(from)];
  const own = folders.find((folder) => found.some((path) => folder !== '' && path.startsWith(`${folder}/`)));
  return own === undefined ? found : found.filter((path) => path.startsWith(`${own}/`));
}

function folderUp(from: string, levels: number): string {
  let folder = posix.dirname(from);
  for (let up = 0; up < levels; up++) folder = posix.dirname(folder);
  return folder === '.' ? '' : folder;
}

/** Paths of files, and names that are put together. */
const COMPUTED =
  /\.py["']|\bexec\s*\(|\b(import_module|import_string|__import__|include|optional)\s*\(\s*(?!["'\s])|URL_?CONF\w*\s*=\s*(?!["'\s])/;

/** A name in the first argument of what loads modules that goes on behind its first string. */
const CONTINUED =
  /\b(import_module|import_string|__import__|include|optional)\s*\(\s*(["'])(?:(?!\2).)*\2\s*(?![,)\s])|\bDJANGO_SETTINGS_MODULE["']\]?\s*[,=](?!=)\s*(?!\s|["'][\w.]*["']\s*(?:[),\r\n]|$))/;
/** Settings whose strings name modules wherever they stand, and strings that are put together. */
const SETTINGS = /^[A-Z][A-Z\d_]*\b[^=\n]*=(?!=)/m;
const PUT_TOGETHER =
  /["']\s*[+%]|\+\s*["'rRbBfFuU]|\b[fF][rR]?["']|["']\s*\.(?:format|join)\(|["'][ \t]*\\?(?:\r?\n)?[ \t]*["'][\w.]/;

/**
 * Whether a text may load any of the modules in question: where it holds the name of none, it need not be parsed.
 * @param isInQuestion whether what loads a file is asked for, or may lead to one of which that is.
 */
export function mayName(
  text: string,
  from: string,
  modules: Modules,
  isInQuestion: (path: string) => boolean,
): boolean {
  if (hasUnusualImports(text) || COMPUTED.test(text) || CONTINUED.test(text)) return true;
  if (SETTINGS.test(text) && PUT_TOGETHER.test(text)) return true;
  const names = new Set([...scanImports(text).map(({ name }) => name), ...scanStrings(text)]);
  return [...names].some((name) => appFiles(name, from, modules).some(isInQuestion));
}

/** The files that Django loads of an application, named by its package or configuration: models, admin and so on. */
export function appFiles(name: string, from: string, modules: Modules): string[] {
  const parts = name.split('.');
  const app = [parts, parts.slice(0, -2)]
    .map((at) => at.join('.'))
    .find((at) => at !== '' && modules.find(at, from)?.endsWith('__init__.py'));
  const named = filesNamed(name, from, modules);
  const folder = app === undefined ? undefined : posix.dirname(modules.find(app, from) as string);
  if (folder === undefined) return named;
  const inside = modules.below(folder).filter((file) => LOADED.test(file.slice(folder.length + 1)));
  return [...new Set([...named, ...inside])];
}

/** The files that a path names, in which `*` stands for any part of a name. */
export function matching(wanted: string, modules: Modules): readonly string[] {
  if (!wanted.includes('*')) return modules.files.has(wanted) ? [wanted] : [];
  const pattern = new RegExp(`^${wanted.replace(/[.+?^$()[\]{}|\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`);
  const above = folderOf(wanted.slice(0, wanted.indexOf('*')));
  return modules.below(above).filter((file) => pattern.test(file));
}
