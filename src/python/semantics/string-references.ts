import type { Node } from '../../types.ts';
import { isUnder } from '../syntax/imports.ts';
import { calledName, enclosing, field, items, lastName, statementOf, stringValue, textOf } from '../syntax/tree.ts';

/**
 * Whether an expression is the name of a package or of a part of it, or only may be, or holds it; null where neither.
 * @param texts what it may be, where it is more than a plain literal.
 */
export function spells(node: Node, texts: readonly string[], root: string): 'string' | 'fragment' | null {
  const written = texts.length > 0 ? texts : [textOf(node)];
  if (!written.some((text) => text.includes(root))) return null;
  if (!written.some((text) => new RegExp(`(?<![\\w.])${root}(?!\\w)`).test(text))) return null;
  const value = texts.length > 0 ? null : stringValue(node);
  const values = value === null ? texts : [value];
  const isWhole = values.length > 0 && values.every((text) => isUnder(text, root) && /^[\w.]+$/.test(text));
  return isWhole ? 'string' : 'fragment';
}

/** Whether a string in a function is read as the program starts, whoever calls the function. */
export function isReadAtStart(node: Node): boolean {
  return setsSetting(node) || isForDiscovery(node);
}

/** Whether it stands in `autodiscover_tasks(lambda: [...])`, which Celery calls as a worker starts. */
function isForDiscovery(node: Node): boolean {
  const list = enclosing(node, 'lambda')?.parent;
  return list?.type === 'argument_list' && calledName(list.parent) === 'autodiscover_tasks';
}

/** Whether a statement fills a setting of an object, such as `config.INSTALLED_APPS += [...]`, as Django starts. */
function setsSetting(node: Node): boolean {
  const statement = items(statementOf(node))[0];
  const target =
    statement?.type === 'call'
      ? field(statement, 'function')
      : statement === undefined
        ? null
        : field(statement, 'left');
  const list = statement?.type === 'call' && target !== null ? field(target, 'object') : target;
  if (list?.type !== 'attribute') return false;
  return /^[A-Z][A-Z0-9_]+$/.test(lastName(list) ?? '') && lastName(field(list, 'object')) !== 'settings';
}
