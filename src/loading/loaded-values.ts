import { calledName, enclosing, field, items, stringValue, unwrap } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';
import { STARTERS } from './evidence/sources.ts';
import type { PythonSource } from './link-step.ts';
import { isImported, settingAround } from './setting-names.ts';

/** The last names of calls whose string argument is imported. */
const LOADS =
  /^(include|import_module|import_string|__import__|get_callable|lazy_import|load_dotenv_settings|import_from_string|config_from_object|autodiscover_modules|find_module|run_module)$/;
/** Calls that import what a name holds; others, such as `include()`, are mostly given a module or a list. */
const IMPORTS = /^(import_module|import_string|__import__|import_from_string|run_module)$/;

/** Whether a text may import what only running it tells: where it names no call that does, it need not be parsed. */
export function mayLeaveOpen(text: string): boolean {
  return /\b(import_module|import_string|__import__|import_from_string|run_module)\b/.test(text);
}

/** Whether a place imports what only running it tells, where its text does not. */
export function mayBeOpen(node: Node, source: PythonSource): boolean {
  return isLoaded(node, source) && IMPORTS.test(calledName(enclosing(node, 'call')) ?? '');
}

/** Whether a string, or what is computed, is imported where it stands. */
export function isLoaded(node: Node, { path }: PythonSource): boolean {
  const name = settingAround(node) ?? '';
  if (isImported(name)) return true;
  if (isSettingsDefault(node)) return !STARTERS.test(path);
  return LOADS.test(calledName(enclosing(node, 'call')) ?? '') || isLoadedValue(node);
}

/** Whether a node is a name or a look-up whose value is imported: `import_module(path)`. */
export function isLoadedValue(node: Node): boolean {
  if (!/^(identifier|subscript|call)$/.test(node.type) || node.parent?.type !== 'argument_list') return false;
  const call = node.parent.parent;
  return call !== null && LOADS.test(calledName(call) ?? '') && items(node.parent)[0] === node;
}

/** Whether a string is what `environ.setdefault("DJANGO_SETTINGS_MODULE", ...)` sets. */
export function isSettingsDefault(node: Node): boolean {
  const call = enclosing(node, 'call');
  const list = call === null ? null : field(call, 'arguments');
  const [first] = list?.type === 'argument_list' ? items(list) : [];
  return (
    calledName(call) === 'setdefault' &&
    first !== undefined &&
    first !== node &&
    stringValue(unwrap(first)) === 'DJANGO_SETTINGS_MODULE'
  );
}
