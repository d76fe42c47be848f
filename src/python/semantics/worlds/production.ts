import type { Node } from '../../../types.ts';
import { compact, unwrap } from '../../syntax/tree.ts';
import { comparison, constantOf } from '../values/constants.ts';
import { isDevelopersSwitch, isEnvironmentName, isServersSwitch } from './switches.ts';

/** Names of environments that only developers run in. */
const PLACE = /^(dev|devel|develop|development|local|localhost|test|tests|testing|pytest|ci)$/i;
/** Names of production environments. */
const SERVED = /^(prod|production|live)$/i;
const COMMAND = /^(test|pytest|py\.test)$/;
const YES = /^(1|t|true|y|yes|on)$/i;
const NO = /^(|0|f|false|n|no|off)$/i;

/**
 * What the names in a condition without `and`, `or` and `not` say of its truth where production runs; null where they
 * say nothing.
 */
export function truthByName(node: Node): boolean | null {
  if (isTheirs(node, false)) return false;
  return isTheirs(node, true) ? true : null;
}

/** Whether only developers meet a condition, or its contrary, going by names alone. */
function isTheirs(node: Node, contrary: boolean): boolean {
  if (node.type !== 'comparison_operator') {
    return contrary ? isServersSwitch(node) : isDevelopersSwitch(node);
  }
  const { left, right, operator } = comparison(node) ?? {};
  if (left === undefined || right === undefined || !/^(==|!=|is|is not|in|not in)$/.test(operator ?? '')) return false;
  const reversed = /not|!/.test(operator ?? '') !== contrary;
  const among = /in$/.test(operator ?? '');
  if (/^sys\.(argv|modules)/.test(compact(right)) && among) return !reversed && said(left, COMMAND, 'every');
  if (/^sys\.argv\[/.test(compact(left))) return !reversed && said(right, COMMAND, 'every');
  const [asked, value] = constantOf(left) === undefined || among ? [left, right] : [right, left];
  if (said(value, YES, 'every')) return isTheirs(unwrap(asked), reversed);
  if (said(value, NO, 'every')) return isTheirs(unwrap(asked), !reversed);
  if (!isEnvironmentName(asked)) return false;
  return reversed ? said(value, SERVED, 'some') : said(value, PLACE, 'every');
}

/** Whether a constant, or every or some constant of a list, is one of the words. */
function said(node: Node, words: RegExp, quantity: 'every' | 'some'): boolean {
  const value = constantOf(node);
  if (value === undefined || value === null) return false;
  const all = Array.isArray(value) ? value : [value];
  return all.length > 0 && all[quantity]((each) => words.test(String(each)));
}
