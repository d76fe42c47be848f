import type { Node } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { calledName, contains, field, textOf, unwrap } from '../syntax/tree.ts';
import { calleeOf } from './callee.ts';
import { reaching } from './definitions/reaching.ts';
import { FILLS } from './mutation.ts';

/**
 * Methods and functions, beside those that fill a list, that change what they are called on, or given: whoever skips the
 * call leaves something undone.
 * @see https://docs.python.org/3/library/stdtypes.html#mutable-sequence-types
 * @see https://docs.python.org/3/library/stdtypes.html#dict.setdefault
 */
const CHANGES =
  /^(appendleft|extendleft|setdefault|pop|popleft|popitem|remove|discard|clear|sort|reverse|rotate|next|send|write|writelines|putenv|unsetenv|setattr|delattr|exec|__setitem__|__delitem__|__iadd__|__next__)$/;

/**
 * The calls of a statement that the rest of the module may count on, for example the `setdefault` of
 * `X.setdefault("apps", []).append("debug_toolbar")`.
 * @param ours the places that name the package: a call that is given one of them exists for the package.
 */
export function effectsBeside(statement: Node, ours: readonly Node[]): readonly Node[] {
  return ofType(statement, 'call').filter((call) => {
    const list = field(call, 'arguments');
    const isOurs = list !== null && ours.some((node) => contains(list, node));
    return !isOurs && hasEffect(call);
  });
}

function hasEffect(call: Node): boolean {
  if (changes(call)) return true;
  const callee = unwrap(field(call, 'function') as Node).type === 'identifier' ? calleeOf(call) : null;
  if (callee === null) return false;
  return callee.kind === 'method' || reachesOut(callee.definition);
}

function changes(call: Node): boolean {
  const called = calledName(call) ?? '';
  return FILLS.has(called) || CHANGES.test(called);
}

/** Whether a function changes what is not its own. */
function reachesOut(definition: Node): boolean {
  if (['global_statement', 'nonlocal_statement'].some((type) => ofType(definition, type).length > 0)) return true;
  const changed = [
    ...ofType(definition, 'call').filter(changes),
    ...ofType(definition, 'assignment'),
    ...ofType(definition, 'augmented_assignment'),
  ].map((node) => field(node, node.type === 'call' ? 'function' : 'left') as Node);
  return changed.some((target) => {
    if (!/^(attribute|subscript)$/.test(target.type)) return false;
    let at = target;
    while (/^(attribute|subscript)$/.test(at.type))
      at = field(at, at.type === 'attribute' ? 'object' : 'value') as Node;
    return at.type !== 'identifier' || !isOwn(at, definition);
  });
}

/** Whether a name is one of a function's own: a local variable, or a parameter. */
function isOwn(name: Node, definition: Node): boolean {
  const { definitions } = reaching(name, textOf(name));
  return definitions.length > 0 && definitions.every(({ scope }) => contains(definition, scope));
}
