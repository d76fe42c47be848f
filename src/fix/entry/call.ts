import { field, items, textOf } from '../../python/syntax/tree.ts';
import type { Fix } from '../fix.ts';
import type { Site } from '../site.ts';
import { display, type Entries, neighbours } from './code.ts';
import { moved, refersTo } from './moved.ts';
import { entryRuns } from './runs.ts';
import { splitLine } from './split-line.ts';

/**
 * Takes the package's entries out of the list of `NAME.extend([...])`, and adds them by a call of their own.
 * @returns null for other statements, and where the entries are several runs or in the middle of several lines.
 * @see https://docs.python.org/3/tutorial/datastructures.html#more-on-lists
 */
export function moveFromCall(site: Site): Fix | null {
  const { statement, extents, source, root } = site;
  const call = statement.type === 'expression_statement' ? items(statement)[0] : undefined;
  const called = call?.type === 'call' ? field(call, 'function') : null;
  const [list, ...others] = call?.type === 'call' ? items(field(call, 'arguments') ?? call) : [];
  if (called?.type !== 'attribute' || list?.type !== 'list' || others.length > 0) return null;
  const target = field(called, 'object');
  if (textOf(field(called, 'attribute') ?? called) !== 'extend' || target?.type !== 'identifier') return null;
  if (!extents.every(({ boundary }) => boundary.kind === 'item' && boundary.container === list)) return null;
  const [run, ...more] = entryRuns(source, list, new Set(extents.map(({ boundary }) => boundary.node)), root);
  if (run === undefined || more.length > 0 || refersTo(list, target)) return null;
  const entries: Entries = { site, target: textOf(target), run };
  const { before, behind } = neighbours(entries);
  const lines = display(entries, `${entries.target}.extend(`, ')');
  if (behind.length === 0) return moved(entries, 'behind', lines);
  if (before.length === 0) return moved(entries, 'before', lines);
  return splitLine(entries, ['])', `${entries.target}.extend([`], lines);
}
