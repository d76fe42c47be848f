import type { Extent } from '../../python/semantics/extent/extent.ts';
import { positionIn } from '../../python/syntax/source.ts';
import {
  calledName,
  compact,
  descendants,
  field,
  items,
  statementOf,
  textOf,
  wrapped,
} from '../../python/syntax/tree.ts';
import type { Node, Tree } from '../../types.ts';
import type { Fix } from '../fix.ts';
import { assignmentOf, refuse, type Site } from '../site.ts';

/**
 * Refuses entries of a list that later code accesses by index: without the entry, others have that index.
 * @see https://docs.python.org/3/tutorial/datastructures.html#more-on-lists
 */
export function refusePositional(site: Site): Fix | null {
  if (site.extents.some((extent) => isCut(extent, site))) {
    return refuse(
      site,
      'a part of the list is taken by number where it stands: without the entry that is another part',
    );
  }
  const list = filledList(site);
  if (list === null) return null;
  const place = site.extents.map((extent) => placeOf(extent)).reduce((a, b) => (a === b ? a : 'unknown'));
  const { source, statement, roots } = site;
  const places = source.root.tree.once(countedPlaces).get(compact(list)) ?? [];
  const counted = places.find(({ node, number }) => {
    if (node.start <= statement.end || number === 0 || (place === 'end' && number > 0)) return false;
    const written = textOf(statementOf(node));
    return !roots.some((root) => written.includes(root));
  });
  if (counted === undefined) return null;
  const { line } = positionIn(source.root.tree, counted.node.start);
  return refuse(
    site,
    `line ${line} counts the places of the same list, which are others without the entry: place by an entry instead`,
  );
}

/** Whether an entry stands in a sliced or indexed display that would give other entries without the optional ones. */
function isCut({ boundary }: Extent, { extents }: Site): boolean {
  if (boundary.kind !== 'item') return false;
  const display = wrapped(boundary.container);
  const subscript = display.parent;
  if (subscript?.type !== 'subscript' || field(subscript, 'value') !== display) return false;
  const entries = items(boundary.container);
  const stays = (entry: Node): boolean => !extents.some((extent) => extent.boundary.node === entry);
  const taken = sliced(entries, items(subscript)[1]);
  if (taken === null || entries.some(({ type }) => type === 'list_splat')) return true;
  const without = sliced(entries.filter(stays), items(subscript)[1]) ?? [];
  const expected = taken.filter(stays);
  return without.length !== expected.length || without.some((entry, index) => entry !== expected[index]);
}

/** The entries that a slice such as `[1:]` gives; null for an index, and where its bounds are no plain integers. */
function sliced(entries: readonly Node[], part: Node | undefined): readonly Node[] | null {
  const [, start, end] = /^(-?\d*):(-?\d*)$/.exec(part === undefined ? '' : compact(part)) ?? [];
  if (start === undefined || end === undefined) return null;
  return entries.slice(Number(start), end === '' ? undefined : Number(end));
}

/** The list that a statement fills: the target of its assignment, or the object of its method call; or null. */
function filledList({ statement }: Site): Node | null {
  const assignment = assignmentOf(statement);
  if (assignment !== null) return assignment.left;
  const called = items(statement)[0]?.type === 'call' ? field(items(statement)[0] as Node, 'function') : null;
  return called?.type === 'attribute' ? field(called, 'object') : null;
}

type EntryPosition = 'end' | 'unknown';

/** The position of an entry in the list, as far as the statement tells. */
function placeOf({ boundary, statement }: Extent): EntryPosition {
  const assignment = assignmentOf(statement);
  if (boundary.kind === 'item') return items(boundary.container).at(-1) === boundary.node ? 'end' : 'unknown';
  if (boundary.kind !== 'statement') return 'unknown';
  const added = assignment !== null && !assignment.fresh;
  return added || /^(append|extend)$/.test(calledName(items(statement)[0] ?? null) ?? '') ? 'end' : 'unknown';
}

/** An access to a list by index: `LIST.insert(1, x)`, `LIST.pop(1)`, `LIST.pop()`, `LIST[1]` or `LIST[:1]`. */
interface Counted {
  readonly node: Node;
  readonly number: number;
}

/** The index that `pop()` takes: https://docs.python.org/3/library/stdtypes.html#mutable-sequence-types. */
const LAST = -1;

/** The accesses by index in a source, by the source text of the list. */
function countedPlaces({ nodes }: Tree): ReadonlyMap<string, readonly Counted[]> {
  const places = new Map<string, Counted[]>();
  for (const node of nodes) {
    const list = node.type === 'subscript' ? field(node, 'value') : receiver(node);
    const number = list === null ? null : numberIn(node);
    if (list === null || number === null) continue;
    const key = compact(list);
    const known = places.get(key);
    if (known === undefined) places.set(key, [{ node, number }]);
    else known.push({ node, number });
  }
  return places;
}

/** The list whose `insert` or `pop` a node calls, or null. */
function receiver(node: Node): Node | null {
  if (node.type !== 'call' || !/^(insert|pop)$/.test(calledName(node) ?? '')) return null;
  const called = field(node, 'function') as Node;
  return called.type === 'attribute' ? field(called, 'object') : null;
}

function numberIn(node: Node): number | null {
  if (node.type === 'subscript') {
    const numbers = descendants(node).flatMap((at) => integer(at) ?? []);
    return numbers.find((number) => number !== 0) ?? null;
  }
  const [first] = items(field(node, 'arguments') as Node);
  return first === undefined ? LAST : integer(first);
}

function integer(node: Node): number | null {
  if (node.type !== 'integer' && node.type !== 'unary_operator') return null;
  const value = Number(textOf(node).replace(/\s/g, ''));
  return Number.isInteger(value) ? value : null;
}
