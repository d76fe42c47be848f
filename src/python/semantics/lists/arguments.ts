import type { Node } from '../../../types.ts';
import { calledName, field, isSequence, items, sameText, stringValue, textOf } from '../../syntax/tree.ts';
import { isDefault, ROUTES } from '../destination.ts';
import { appendedTo } from './appended.ts';
import { type Held, inside, type Key, remade } from './held.ts';
import { sureIn } from './length.ts';
import { depends, HARMLESS, type Step, up } from './step.ts';

/** Functions that give the list back, or one with the same entries in the same order. */
const SAME = /^(list|tuple|copy|deepcopy|iter)$/;
/** Functions that give its entries in some order, without counting them. */
const REMADE =
  /^(sorted|set|frozenset|reversed|filter|map|chain|from_iterable|dict|fromkeys|OrderedDict|deque|uniq\w*|dedup\w*|add\w*|append\w*|extend\w*|prepend\w*|merge\w*|combine\w*|concat\w*|flatten\w*)$/;
/** What Django and its like make of URL patterns keeps their order. */
const URLS = /(^|_)(urls|patterns|include|static)$|Router$/;
/** Functions that take a list, and whose results are of no interest. */
const TAKES = /^(print|pprint|isinstance|type|id|configure|dictConfig|autodiscover_tasks|any|all)$/;

/** What a call makes of one of its arguments. */
export function inCall(node: Node, list: Node, held: Held): Step {
  const call = list.parent as Node;
  if (call.type !== 'call') return depends('given', node);
  const called = field(call, 'function') as Node;
  const filled = called.type === 'attribute' ? intoReceiver(node, list, called, held) : null;
  return filled ?? byFunction(node, call, held);
}

/** What a call makes of an argument that it gets by a keyword. */
export function inKeyword(node: Node, keyword: Node, held: Held): Step {
  if (node.field !== 'value') return HARMLESS;
  const call = keyword.parent?.parent as Node;
  const name = textOf(field(keyword, 'name') as Node);
  if (isDefault(node)) return up(call, held);
  // `settings.configure(INSTALLED_APPS=...)`, and whatever else takes settings by their names.
  if (/^[A-Z][A-Z0-9_]+$/.test(name)) return HARMLESS;
  if (/^(dict|update)$/.test(calledName(call) ?? '')) return up(call, inside(held, name));
  return byFunction(keyword, call, held);
}

function byFunction(argument: Node, call: Node, held: Held): Step {
  const name = calledName(call) ?? '';
  if (isDefault(argument) || SAME.test(name)) return up(call, held);
  if (held.path.length > 0 && name === 'dict') return up(call, held);
  if (REMADE.test(name) || URLS.test(name) || ROUTES.has(name)) return up(call, remade(held));
  if (TAKES.test(name) || (held.path.length > 0 && name === 'len')) return HARMLESS;
  if (name === 'len') return isWholeNumberOf(call) ? HARMLESS : depends('number', call);
  return { kind: 'argument', call, argument, held };
}

/** Whether `len(LIST)` is the number that LIST itself is asked for: it is judged there. */
function isWholeNumberOf(call: Node): boolean {
  const [list] = items(field(call, 'arguments') as Node);
  const outer = call.parent?.type === 'argument_list' ? call.parent.parent : null;
  const called = calledName(outer) === 'insert' ? field(outer as Node, 'function') : null;
  return called !== null && sameText(field(called, 'object'), list ?? null);
}

/** `OTHER.extend(LIST)`, `OTHER.append(LIST)`, `OTHER.setdefault("key", LIST)`; null for other methods. */
function intoReceiver(node: Node, list: Node, called: Node, held: Held): Step | null {
  const targets = [field(called, 'object') as Node];
  const name = textOf(field(called, 'attribute') as Node);
  if (/^(extend|update)$/.test(name)) return appendedTo(targets[0] as Node, held);
  const key: Key = name === 'setdefault' ? stringValue(items(list)[0] as Node) : null;
  const holds = /^(append|add|insert|setdefault)$/.test(name) && items(list).at(-1) === node;
  return holds ? { kind: 'into', targets, held: inside(held, key) } : null;
}

/** `*LIST`, in a display or a call. */
export function inSplat(splat: Node, held: Held): Step {
  const around = splat.parent as Node;
  if (isSequence(around) || around.type === 'expression_list') {
    const all = items(around);
    const { places } = held;
    const first = places.first && all[0] === splat;
    const last = places.last && all.at(-1) === splat;
    const most = all.length === 1 ? places.most : Number.POSITIVE_INFINITY;
    const at = all.indexOf(splat);
    const before = places.before + sureIn(all.slice(0, at), held.roots);
    const behind = places.behind + sureIn(all.slice(at + 1), held.roots);
    return up(around, { ...held, places: { before, behind, first, last, most } });
  }
  const call = around.type === 'argument_list' ? (around.parent as Node) : around;
  const name = calledName(call) ?? '';
  if (/^(print|pprint)$/.test(name)) return HARMLESS;
  const isJoined = URLS.test(name) || /^(chain|set|union)$/.test(name);
  return isJoined && held.path.length === 0 ? up(call, remade(held)) : depends('given', splat);
}
