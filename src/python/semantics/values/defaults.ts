import type { Node } from '../../../types.ts';
import { positionIn } from '../../syntax/source.ts';
import { enclosing, stringValue, textOf, unwrap } from '../../syntax/tree.ts';
import { truth, type Value } from '../calls.ts';
import { type Possible, weakened } from './possible.ts';
import type { World } from './world.ts';

/**
 * What a default counts for where production runs, the one rule for all defaults: it holds where production's
 * environment is in the repository and does not set the variable. Where that environment is elsewhere, the variable
 * decides, and nothing is known.
 * @param node the look-up.
 * @param variable the variable that it takes the place of.
 */
export function byDefault(node: Node, variable: string, value: Possible, world: World): Possible {
  const shown = enclosing(node, 'assignment') ?? node;
  const text = textOf(shown.end - shown.start > 100 ? node : shown).replace(/\s+/g, ' ');
  const standard = { variable, file: world.path, line: positionIn(node.tree, node.start).line, text };
  if (world.isUnset(variable)) return { ...weakened(value, 'default'), standard };
  return { ...value, open: true, truth: null, standard };
}

/**
 * The exception: Django's own DEBUG, whatever variable feeds it, is off where its default is, because nobody deploys
 * with it on.
 * @see https://docs.djangoproject.com/en/5.2/ref/settings/#debug
 */
export function offByDefault(node: Node, value: Possible): Possible {
  const isOff = value.values.length > 0 && value.values.every(isLookUp(node) ? saysNo : (each) => !truth(each));
  return isOff && isDebug(node) ? { ...weakened(value, 'default'), open: false, truth: false } : value;
}

/** Values that a variable of the environment says "off" with, which Python may take for true. */
function saysNo(value: Value): boolean {
  return typeof value === 'string' ? /^(|0|f|n|no|off|false|none)$/i.test(value.trim()) : !truth(value);
}

function isLookUp(node: Node): boolean {
  return /^(call|subscript)$/.test(unwrap(node).type);
}

/** Whether an expression is the setting, as a name or an attribute, or a look-up of what it is mostly fed by. */
function isDebug(given: Node): boolean {
  const node = unwrap(given);
  if (node.type === 'identifier') return textOf(node) === 'DEBUG';
  if (node.type === 'attribute') return /\.\s*DEBUG$/.test(textOf(node));
  return isLookUp(node) && node.children.some(hasDebug);
}

/** Whether the key of a look-up is among some nodes. */
function hasDebug(node: Node): boolean {
  const own = stringValue(unwrap(node));
  if (own !== null) return /^(DJANGO_)?DEBUG$/.test(own);
  return node.type === 'argument_list' && node.children.some(hasDebug);
}
