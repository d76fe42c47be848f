import { calledName, descendants, field, items, sameText, slice, statementOf } from '../python/tree.ts';
import type { Use } from '../python/uses.ts';
import type { Node } from '../types.ts';
import type { Plan } from './plan.ts';
import { assignmentOf, refuse, type Site } from './site.ts';

/** Refuses entries of a list in which later code places others by number: without the entry they would move. */
export function numbered(site: Site): Plan | null {
  const list = filledList(site);
  if (list === null) return null;
  const place = site.uses.map((use) => placeOf(use, site.source.text)).reduce((a, b) => (a === b ? a : 'unknown'));
  for (const node of descendants(site.source.root)) {
    if (node.start <= site.statement.end || !countsFrom(node, list, place, site)) continue;
    const line = site.source.text.slice(0, node.start).split('\n').length;
    return refuse(
      site,
      `line ${line} counts the places of the same list, which are others without the entry: place by an entry instead`,
    );
  }
  return null;
}

/** The list that a statement fills: what is assigned to, or whose method is called. */
function filledList({ statement }: Site): Node | null {
  const assignment = assignmentOf(statement);
  if (assignment !== null) return assignment.left;
  const called = items(statement)[0]?.type === 'call' ? field(items(statement)[0] as Node, 'function') : null;
  return called?.type === 'attribute' ? field(called, 'object') : null;
}

type Place = 'end' | 'unknown';

/** Where in the list an entry stands, as far as the statement tells. */
function placeOf({ stop, statement }: Use, text: string): Place {
  const assignment = assignmentOf(statement);
  if (stop.kind === 'item') return items(stop.container).at(-1) === stop.node ? 'end' : 'unknown';
  if (stop.kind !== 'statement') return 'unknown';
  const added = assignment !== null && !assignment.fresh;
  return added || /^(append|extend)$/.test(calledName(items(statement)[0] ?? null, text) ?? '') ? 'end' : 'unknown';
}

/** Whether a node takes or makes a place in the list by a number that the entry shifts. */
function countsFrom(node: Node, list: Node, place: Place, { source: { text }, roots }: Site): boolean {
  const statement = slice(text, statementOf(node));
  if (roots.some((root) => statement.includes(root))) return false;
  const number = numberIn(node, list, text);
  if (number === null || number === 0) return false;
  return place === 'end' ? number < 0 : true;
}

/** The number in `LIST.insert(1, x)`, `LIST.pop(1)`, `LIST[1]` or `LIST[:1]`; null for everything else. */
function numberIn(node: Node, list: Node, text: string): number | null {
  if (node.type === 'subscript' && sameText(field(node, 'value'), list, text)) {
    const numbers = [...descendants(node)].flatMap((at) => integer(at, text) ?? []);
    return numbers.find((number) => number !== 0) ?? null;
  }
  if (node.type !== 'call' || !/^(insert|pop)$/.test(calledName(node, text) ?? '')) return null;
  const called = field(node, 'function') as Node;
  if (called.type !== 'attribute' || !sameText(field(called, 'object'), list, text)) return null;
  const [first] = items(field(node, 'arguments') as Node);
  return first === undefined ? null : integer(first, text);
}

function integer(node: Node, text: string): number | null {
  if (node.type !== 'integer' && node.type !== 'unary_operator') return null;
  const value = Number(slice(text, node).replace(/\s/g, ''));
  return Number.isInteger(value) ? value : null;
}
