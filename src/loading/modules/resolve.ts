import { posix } from 'node:path';
import { folderOf } from '../../packages/paths.ts';
import { hasUnusualImports, scanImports, scanStrings } from '../scan-imports.ts';
import type { Modules } from './module-index.ts';

/**
 * The files that Django loads of an application beside its package, or that common tools discover there.
 * @see https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded
 */
const LOADED =
  /^(apps|models|admin|signals|checks|tasks|wagtail_hooks|translation|search_indexes|cms_plugins|documents)(\.py$|\/)|^(templatetags|migrations|management\/commands)\/(?!test_)\w+\.py$/;

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

/** Whether a text may load any of the project's files: where it does not, it need not be parsed. */
export function mayName(text: string, from: string, modules: Modules): boolean {
  if (hasUnusualImports(text) || /\.py["']/.test(text)) return true;
  const names = new Set([...scanImports(text).map(({ name }) => name), ...scanStrings(text)]);
  return [...names].some((name) => filesNamed(name, from, modules).length > 0);
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
