import { isUnder } from '../../python/syntax/imports.ts';
import { stringValue, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import type { Fix } from '../fix.ts';
import { assignmentOf, type Site } from '../site.ts';
import { pragmaText, withPragma } from '../text/trivia.ts';
import { moveFromCall } from './call.ts';
import { moveFromChain } from './chain.ts';
import { call, display, type Entries, inTuple, isPlain, neighbours } from './code.ts';
import { atEnd, atStart, moved, refersTo } from './moved.ts';
import { splitRange } from './remove.ts';
import { entryRuns } from './runs.ts';
import { splitLine } from './split-line.ts';

/**
 * Takes the package's entries out of a display and adds them again under the guard, at the same place of the list.
 * @returns null where that is not possible.
 * @see https://docs.python.org/3/tutorial/datastructures.html#more-on-lists
 */
export function moveEntries(site: Site): Fix | null {
  const { statement, extents, source, root } = site;
  const assignment = assignmentOf(statement);
  const [first] = extents;
  if (assignment === null) return moveFromCall(site);
  if (first === undefined || !/^(identifier|attribute)$/.test(assignment.left.type)) return null;
  if (first.boundary.kind !== 'item' || first.boundary.container !== assignment.right) return moveFromChain(site);
  const { container } = first.boundary;
  if (!/^(list|tuple)$/.test(container.type)) return null;
  if (!extents.every((extent) => extent.boundary.kind === 'item' && extent.boundary.container === container))
    return null;
  const [run, ...more] = entryRuns(source, container, new Set(extents.map((extent) => extent.boundary.node)), root);
  if (run === undefined || more.length > 0 || run.items.some((item) => refersTo(item, assignment.left))) return null;
  const entries = { site, target: textOf(assignment.left), run };
  const { before, behind } = neighbours(entries);
  if (behind.length === 0) return atEnd(entries);
  const readsItself = refersTo(container, assignment.left);
  if (before.length === 0) return assignment.fresh || !readsItself ? atStart(entries, assignment.fresh) : null;
  return (assignment.fresh ? beforeNext(entries) : null) ?? (readsItself ? null : split(entries));
}

/** Inserts strings before the entry that follows them in the list; null where that entry may be missing. */
function beforeNext(entries: Entries): Fix | null {
  const { run, site, target } = entries;
  const { before, behind } = neighbours(entries);
  const next = behind[0] as Node;
  const value = stringValue(next);
  const earlier = [...before, ...run.items].map((item) => stringValue(item));
  if (inTuple(entries) || value === null || earlier.includes(null) || earlier.includes(value)) return null;
  if (site.roots.some((root) => isUnder(value, root)) || !run.items.every((item) => isPlain(entries, item)))
    return null;
  const index = `${target}.index(${textOf(next)})`;
  const lines = run.items.flatMap((item) => call(entries, `${target}.insert`, [index, textOf(item)]));
  return moved(entries, 'behind', lines);
}

/**
 * Ends the display before the entries, and goes on with a second one after them. Null where a tuple of one item would
 * be left, which formatters write on one line.
 */
function split(entries: Entries): Fix | null {
  const { run, site, target } = entries;
  if (!run.ownLines) return splitLine(entries, [']', `${target} += [`], display(entries, `${target} += `));
  const { before, behind } = neighbours(entries);
  if (inTuple(entries) && Math.min(before.length, behind.length) === 1) return null;
  const [open, close] = inTuple(entries) ? ['(', ')'] : ['[', ']'];
  const { statement, references } = site;
  const lines = withPragma(site, target, display(entries, `${target} += `), false);
  const range = {
    ...splitRange(site.source.text, run),
    close,
    lines,
    open: `${target} += ${open}${pragmaText(site, false)}`,
    inLine: false,
  };
  return { kind: 'piece', piece: { kind: 'split', statement, references, ...range }, edits: [] };
}
