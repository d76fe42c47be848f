import { ofType } from '../../python/syntax/query.ts';
import { isVariable } from '../../python/syntax/scopes.ts';
import { sameText, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import type { Fix } from '../fix.ts';
import { assignmentOf } from '../site.ts';
import type { Line } from '../text/lines.ts';
import { dropStarPragma, withPragma } from '../text/trivia.ts';
import { call, display, type Entries, inTuple, isPlain } from './code.ts';
import { removal } from './remove.ts';

/** The fix that takes entries out of their display and runs lines under the guard; null where a comment is in the way. */
export function moved({ site, run, target }: Entries, kind: 'behind' | 'before', code: readonly Line[]): Fix | null {
  const lines = withPragma(site, target, code, kind === 'before');
  const edits = removal(site.source, run);
  const { statement, references } = site;
  if (edits === null) return null;
  const dropped = kind === 'before' ? dropStarPragma(site) : [];
  return { kind: 'piece', piece: { kind, statement, lines, references }, edits: [...edits, ...dropped] };
}

/** The fix for entries that a statement's value ends with. */
export function atEnd(entries: Entries): Fix | null {
  const { target } = entries;
  const added = mayBeSkipped(entries) ? `${target} = ${target} + ` : `${target} += `;
  return moved(entries, 'behind', display(entries, added));
}

/**
 * Whether the rest of the statement may go under another package's guard, as it adds that one's entries to the
 * target's own value: then the target may be a list that others have, which nothing may change in place.
 */
function mayBeSkipped({ site }: Entries): boolean {
  const assignment = assignmentOf(site.statement);
  if (!assignment?.fresh || !refersTo(assignment.right, assignment.left)) return false;
  const written = textOf(site.statement);
  return site.roots.some((root) => root !== site.root && written.includes(root));
}

/** The fix for entries that a statement's value starts with. @param fresh whether it is no augmented assignment. */
export function atStart(entries: Entries, fresh: boolean): Fix | null {
  const { run, target } = entries;
  if (!fresh) return moved(entries, 'before', display(entries, `${target} += `));
  const [only] = run.items as [Node];
  const inPlace = !mayBeSkipped(entries);
  if (inPlace && !inTuple(entries) && run.items.length === 1 && only.type !== 'list_splat' && isPlain(entries, only)) {
    return moved(entries, 'behind', call(entries, `${target}.insert`, ['0', textOf(only)]));
  }
  return moved(entries, 'behind', display(entries, `${target} = `, ` + ${target}`));
}

/** Whether an expression reads the target that it is assigned to. */
export function refersTo(expression: Node, target: Node): boolean {
  return ofType(expression, target.type).some(
    (node) => sameText(node, target) && (node.type !== 'identifier' || isVariable(node)),
  );
}
