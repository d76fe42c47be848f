import { posix } from 'node:path';
import type { World } from '../python/semantics/values/world.ts';
import { bindings, importStatements } from '../python/syntax/imports.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { position } from '../python/syntax/source.ts';
import { calledName, descendants, enclosing, field, lastName, stringValue, textOf } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';
import type { TextFile } from './entry-points.ts';
import { type PythonSource, patternOf, stepAt } from './link-step.ts';
import type { Modules } from './modules/module-index.ts';
import { appFiles, filesNamed, matching, mayName } from './modules/resolve.ts';
import { isPlain, scanImports } from './scan-imports.ts';
import { isDevelopersSettings } from './settings-modules.ts';
import type { Link } from './types.ts';

const DOTTED = /^[A-Za-z_][\w]*(\.[A-Za-z_]\w*)+$/;
const NAME = /^[A-Za-z_]\w*$/;
/** The last names of calls whose string argument is imported. */
const LOADS = /^(include|import_module|import_string|__import__|get_callable|lazy_import|load_dotenv_settings)$/;
/** Variables of a URLconf that hold a dotted name: https://docs.djangoproject.com/en/stable/ref/urls/#handler400 */
const HANDLERS = /^handler\d+$/;
const FRAGMENT = /(^|\/)(\w*settings\w*|configs?|conf)(\/|\.py$)/;
const APPS = /(^|_)APPS$/i;
/** Commands, loaded when called: https://docs.djangoproject.com/en/stable/howto/custom-management-commands/ */
const COMMAND = /\/management\/commands\/(?!__init__)\w+\.py$/;

/** A file's links to files of the project: by imports, and by dotted strings as Django reads them. */
export function linksOf({ path, text }: TextFile, parse: Parse, modules: Modules, world: World): Link[] {
  if (isPlain(text) && !isFragment(path, text))
    return scannedLinks(path, text, modules).filter(({ target }) => target !== path);
  if (!mayName(text, path, modules)) return [];
  const source = { path, text, root: parse(text), world };
  return [...importLinks(source, modules), ...stringLinks(source, modules)].filter(({ target }) => target !== path);
}

/** Whether a file holds a part of the settings, with dotted names that other settings get by a star import. */
function isFragment(path: string, text: string): boolean {
  return FRAGMENT.test(path) && /^[A-Z][A-Z\d_]*\b[^=\n]*=(?!=)/m.test(text);
}

function scannedLinks(path: string, text: string, modules: Modules): Link[] {
  return scanImports(text).flatMap(({ name, at, text: written }) => {
    const targets = filesNamed(name, path, modules);
    if (targets.length === 0) return [];
    const step = { file: path, line: position(text, at).line, text: written, condition: null };
    return targets.map((target) => ({ target, step, developers: false, byName: false }));
  });
}

function importLinks(source: PythonSource, modules: Modules): Link[] {
  const { path, root } = source;
  return importStatements(root).flatMap((statement) => {
    const module = field(statement, 'module_name');
    // The target of `from . import a` is `..a`, with one dot too many: that between module and name.
    const bare = module !== null && /^\.+$/.test(textOf(module));
    const names = new Set(bindings(statement).map(({ target }) => nameOf(bare ? target.slice(1) : target)));
    const targets = new Set([...names].flatMap((name) => filesNamed(name, path, modules)));
    return [...targets].map((target) => ({ target, ...stepAt(source, statement) }));
  });
}

function nameOf(target: string): string {
  return target.replace(/(?<=\w)\.\*$|\*$/, '');
}

function stringLinks(source: PythonSource, modules: Modules): Link[] {
  const found: Link[] = [];
  const { path, text } = source;
  const isSettings = /^\s*(INSTALLED_APPS|MIDDLEWARE|ROOT_URLCONF)\b/m.test(text) || isFragment(path, text);
  for (const node of descendants(source.root)) {
    const value = stringValue(node) ?? patternOf(node);
    const targets = value === null ? [] : stringFiles(source, node, value, isSettings, modules);
    if (targets.length === 0 || namesSettings(node)) continue;
    const at = stepAt(source, node);
    for (const target of targets) {
      const called = at.step.condition === null && COMMAND.test(target);
      const step = called ? { ...at.step, condition: 'when the command runs' } : at.step;
      // Of the files that the environment chooses from, those named for development are for developers.
      const byChoice = at.chosen && isDevelopersSettings(target);
      found.push({ target, step, developers: at.developers || byChoice, byName: at.byName || byChoice });
    }
  }
  return found;
}

function stringFiles(
  source: PythonSource,
  node: Node,
  value: string,
  isSettings: boolean,
  modules: Modules,
): readonly string[] {
  if (/\.py$/.test(value)) return pathFiles(source, node, value, modules);
  const app = inApps(node);
  if (app && (NAME.test(value) || DOTTED.test(value))) return appFiles(value, source.path, modules);
  if (!DOTTED.test(value)) return NAME.test(value) && isLoaded(node) ? filesNamed(value, source.path, modules) : [];
  if (!isSettings && !isLoaded(node)) return [];
  return filesNamed(value, source.path, modules);
}

/** The files of `include("common.py", optional("*.py"))`: https://django-split-settings.readthedocs.io/en/stable/ */
function pathFiles({ path }: PythonSource, node: Node, value: string, modules: Modules): readonly string[] {
  if (!/^(include|optional)$/.test(calledName(enclosing(node, 'call')) ?? '')) return [];
  const wanted = posix.join(posix.dirname(path), value);
  return matching(wanted, modules);
}

/** Whether a string is the settings module of a process that the file starts: that is an entry point, and no link. */
function namesSettings(node: Node): boolean {
  return /\bDJANGO_SETTINGS_MODULE\b/.test(textOf(enclosing(node, 'call', 'assignment') ?? node));
}

function isLoaded(node: Node): boolean {
  const assignment = enclosing(node, 'assignment');
  if (assignment !== null && HANDLERS.test(lastName(field(assignment, 'left')) ?? '')) return true;
  return LOADS.test(calledName(enclosing(node, 'call')) ?? '');
}

function inApps(node: Node): boolean {
  const statement = enclosing(node, 'assignment', 'augmented_assignment');
  if (statement !== null) return APPS.test(lastName(field(statement, 'left')) ?? '');
  const called = field(enclosing(node, 'call') ?? node, 'function');
  return called?.type === 'attribute' && APPS.test(lastName(field(called, 'object')) ?? '');
}
