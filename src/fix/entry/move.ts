import { isUnder } from '../../python/syntax/imports.ts';
import { ofType } from '../../python/syntax/query.ts';
import { isVariable } from '../../python/syntax/scopes.ts';
import { field, isSequence, items, sameText, stringValue, textOf } from '../../python/syntax/tree.ts';
import type { Edit, Node } from '../../types.ts';
import type { Fix } from '../fix.ts';
import { assignmentOf, type Site } from '../site.ts';
import { type Line, takeLines } from '../text/lines.ts';
import { dropStarPragma, pragmaText, withPragma } from '../text/trivia.ts';
import { call, display, type Entries, inTuple, isPlain, neighbours } from './code.ts';
import { removal, splitRange } from './remove.ts';
import { entryRuns } from './runs.ts';

/**
 * Takes the package's entries out of a display and adds them again under the guard, at the same place of the list.
 * @returns null where that is not possible.
 * @see https://docs.python.org/3/tutorial/datastructures.html#more-on-lists
 */
export function moveEntries(site: Site): Fix | null {
  const { statement, extents, source, root } = site;
  const assignment = assignmentOf(statement);
  const [first] = extents;
  if (assignment === null || first === undefined || !/^(identifier|attribute)$/.test(assignment.left.type)) return null;
  if (first.boundary.kind === 'operand' && extents.length === 1) return lastOperand(site, first.boundary.node);
  if (first.boundary.kind !== 'item' || first.boundary.container !== assignment.right) return null;
  const { container } = first.boundary;
  if (!/^(list|tuple)$/.test(container.type) || refersTo(container, assignment.left)) return null;
  if (!extents.every((extent) => extent.boundary.kind === 'item' && extent.boundary.container === container))
    return null;
  const [run, ...more] = entryRuns(source, container, new Set(extents.map((extent) => extent.boundary.node)), root);
  if (run === undefined || more.length > 0) return null;
  const entries = { site, target: textOf(assignment.left), run };
  const { before, behind } = neighbours(entries);
  if (behind.length === 0) return moved(entries, 'behind', display(entries, `${entries.target} += `));
  if (before.length === 0) return atStart(entries, assignment.fresh);
  return (assignment.fresh ? beforeNext(entries) : null) ?? split(entries);
}

/** Whether a display contains the target that it is assigned to: the statement can't be split then. */
function refersTo(container: Node, target: Node): boolean {
  return ofType(container, target.type).some(
    (node) => sameText(node, target) && (node.type !== 'identifier' || isVariable(node)),
  );
}

function moved({ site, run, target }: Entries, kind: 'behind' | 'before', code: readonly Line[]): Fix | null {
  const lines = withPragma(site, target, code, kind === 'before');
  const edits = removal(site.source, run);
  const { statement, references } = site;
  if (edits === null) return null;
  const dropped = kind === 'before' ? dropStarPragma(site) : [];
  return { kind: 'piece', piece: { kind, statement, lines, references }, edits: [...edits, ...dropped] };
}

function atStart(entries: Entries, fresh: boolean): Fix | null {
  const { run, target } = entries;
  if (!fresh) return moved(entries, 'before', display(entries, `${target} += `));
  const [only] = run.items as [Node];
  if (!inTuple(entries) && run.items.length === 1 && only.type !== 'list_splat' && isPlain(entries, only)) {
    return moved(entries, 'behind', call(entries, `${target}.insert`, ['0', textOf(only)]));
  }
  return moved(entries, 'behind', display(entries, `${target} = `, ` + ${target}`));
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
  if (!run.ownLines) return null;
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
  };
  return { kind: 'piece', piece: { kind: 'split', statement, references, ...range }, edits: [] };
}

/**
 * Takes the last operand out of a `+` chain where the rest is a new value, as `+=` may change its target in place:
 * `NAME = [...] + x` becomes `NAME = [...]` and, under the guard, `NAME += x`.
 * @see https://docs.python.org/3/reference/simple_stmts.html#augmented-assignment-statements
 */
function lastOperand(site: Site, operand: Node): Fix | null {
  const { source, statement, references } = site;
  const assignment = items(statement)[0] as Node;
  const left = field(assignment, 'left') as Node;
  const chain = field(assignment, 'right') as Node;
  if (assignment.type !== 'assignment' || left.type !== 'identifier' || chain.type !== 'binary_operator') return null;
  const [rest, last] = items(chain);
  if (last !== operand || rest === undefined || !(isSequence(rest) || rest.type === 'binary_operator')) return null;
  if (source.text.slice(rest.end, operand.start).includes('#') || refersTo(operand, left)) return null;
  const [head, ...others] = takeLines(source, operand.start, operand.end) as [Line, ...Line[]];
  const added = [{ ...head, text: `${textOf(left)} += ${head.text}` }, ...others];
  const lines = withPragma(site, textOf(left), added, false);
  const edits: Edit[] = [{ start: rest.end, end: operand.end, text: '' }];
  return { kind: 'piece', piece: { kind: 'behind', statement, lines, references }, edits };
}
