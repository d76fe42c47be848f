import { items, lineEnd, sameText, textOf, unwrap, wrapped } from '../../python/syntax/tree.ts';
import type { Edit, Node } from '../../types.ts';
import type { Fix } from '../fix.ts';
import { assignmentOf, type Site } from '../site.ts';
import { type Line, takeLines } from '../text/lines.ts';
import { pragmaText, withPragma } from '../text/trivia.ts';
import { display, type Entries, neighbours } from './code.ts';
import { atEnd, atStart, moved, refersTo } from './moved.ts';
import { splitRange } from './remove.ts';
import { entryRuns } from './runs.ts';

/** A `+` chain that a name is set to or lengthened by. */
interface Chain {
  readonly site: Site;
  readonly left: Node;
  readonly operands: readonly Node[];
  /** Whether the statement is no augmented assignment. */
  readonly fresh: boolean;
}

/**
 * Takes the package's part out of the start or the end of a `+` chain, and adds it again under the guard, at the same
 * place of the list.
 * @returns null where the part is not at one of the ends.
 */
export function moveFromChain(site: Site): Fix | null {
  const assignment = assignmentOf(site.statement);
  const [first] = site.extents;
  if (assignment === null || first === undefined || !/^(identifier|attribute)$/.test(assignment.left.type)) return null;
  const operands = operandsOf(assignment.right);
  if (operands.length < 2) return null;
  const chain = { site, left: assignment.left, operands, fresh: assignment.fresh };
  const { boundary } = first;
  if (boundary.kind === 'operand' && site.extents.length === 1) return wholeOperand(chain, boundary.node);
  return boundary.kind === 'item' ? partOfOperand(chain, boundary.container) : null;
}

/** The operands of a `+` chain from left to right; the value itself where it is none. */
function operandsOf(value: Node): readonly Node[] {
  const node = unwrap(value);
  if (node.type !== 'binary_operator' || !node.children.some(({ type }) => type === '+')) return [value];
  const [left, right] = items(node) as [Node, Node];
  return [...(left.type === 'binary_operator' ? operandsOf(left) : [left]), right];
}

function partOfOperand(chain: Chain, container: Node): Fix | null {
  const { site, left, operands, fresh } = chain;
  const isOurs = ({ boundary }: Site['extents'][number]) =>
    boundary.kind === 'item' && boundary.container === container;
  if (!/^(list|tuple)$/.test(container.type) || !site.extents.every(isOurs) || !operands.includes(container))
    return null;
  const ours = new Set(site.extents.map(({ boundary }) => boundary.node));
  const [run, ...more] = entryRuns(site.source, container, ours, site.root);
  if (run === undefined || more.length > 0 || run.items.some((item) => refersTo(item, left))) return null;
  const entries: Entries = { site, target: textOf(left), run };
  const { before, behind } = neighbours(entries);
  if (container === operands.at(-1) && behind.length === 0) return atEnd(entries);
  if (before.length > 0) return null;
  if (container === operands[0]) return fresh || !refersToLeft(chain) ? atStart(entries, fresh) : null;
  const isOwn = fresh && operands.length === 2 && sameText(operands[0] as Node, left);
  if (isOwn) return moved(entries, 'before', display(entries, `${entries.target} = ${entries.target} + `));
  const isLast = fresh && operands.length === 2 && container === operands[1] && !refersTo(container, left);
  return isLast ? betweenTuples(entries, operands[0] as Node) : null;
}

/**
 * `X = Y + ("ours", "other")` becomes `X = Y`, `X += ("ours",)` under the guard, and `X += ("other",)`: what a tuple is
 * added to is one itself, which nothing changes in place.
 * @see https://docs.python.org/3/library/stdtypes.html#common-sequence-operations
 */
function betweenTuples(entries: Entries, rest: Node): Fix | null {
  const { site, run, target } = entries;
  const { text } = site.source;
  const { behind } = neighbours(entries);
  const { container } = run;
  const isCommented = container.children.some(({ type, start }) => type === 'comment' && start > run.end);
  const above = text.slice(rest.end, lineEnd(text, container.start)) + text.slice(container.start + 1, run.start);
  if (container.type !== 'tuple' || !run.ownLines || above.includes('#') || pragmaText(site, false) !== '') return null;
  // Formatters write a tuple of one item on one line, and without a comma it is none.
  if (behind.length === 1 && !(isCommented && endsInComma(container))) return null;
  const { statement, references } = site;
  const lines = display(entries, `${target} += `);
  const range = { start: rest.end, end: splitRange(text, run).end, close: '', open: `${target} += (`, inLine: false };
  return { kind: 'piece', piece: { kind: 'split', statement, references, lines, ...range }, edits: [] };
}

function endsInComma({ children }: Node): boolean {
  return children.filter(({ type }) => type !== 'comment').at(-2)?.type === ',';
}

function refersToLeft({ operands, left }: Chain): boolean {
  return operands.some((operand) => refersTo(operand, left));
}

/** An operand that is all the package's, at one of the ends. */
function wholeOperand(chain: Chain, operand: Node): Fix | null {
  const { operands, left, fresh } = chain;
  const [first, second] = operands as [Node, Node];
  const previous = operands.at(-2) as Node;
  if (operand === operands.at(-1)) {
    if (refersTo(operand, left) || !(fresh ? isNewWithout(chain, operand) : true)) return null;
    return taken(chain, [previous.end, operand.end], operand, 'behind');
  }
  if (operand !== first || fresh || refersToLeft(chain)) return null;
  return taken(chain, [operand.start, second.start], operand, 'before');
}

/**
 * Whether the chain's value without its last operand is a new one, or one that can't be changed: `+=` may change its
 * target in place.
 * @see https://docs.python.org/3/reference/simple_stmts.html#augmented-assignment-statements
 */
function isNewWithout({ operands, left }: Chain, operand: Node): boolean {
  const [rest] = operands as [Node];
  if (left.type !== 'identifier' || (operands.length === 2 && sameText(rest, left))) return false;
  return operands.length > 2 || /^(list|tuple|set)$/.test(rest.type) || operand.type === 'tuple';
}

/** The fix that takes a range out of the statement, and adds the operand in it by a statement of its own. */
function taken(
  { site, left, operands }: Chain,
  range: readonly [number, number],
  operand: Node,
  kind: 'behind' | 'before',
): Fix | null {
  const { source, statement, references } = site;
  const [start, end] = range;
  if (source.text.slice(start, end).replace(textOf(operand), '').includes('#')) return null;
  const [head, ...others] = takeLines(source, operand.start, operand.end) as [Line, ...Line[]];
  const added = [{ ...head, text: `${textOf(left)} += ${head.text}` }, ...others];
  const lines = withPragma(site, textOf(left), added, kind === 'before');
  const [rest, ...more] = operands.filter((other) => other !== operand) as [Node, ...Node[]];
  const bare = more.length === 0 ? withoutParentheses(rest) : null;
  const edits: Edit[] = [bare ?? { start, end, text: '' }];
  return { kind: 'piece', piece: { kind, statement, lines, references }, edits };
}

/** The edit that leaves the one operand of a chain in parentheses without them; null where there are none. */
function withoutParentheses(rest: Node): Edit | null {
  const chain = rest.parent as Node;
  const { start, end } = wrapped(chain);
  const around = chain.tree.text.slice(start, rest.start) + chain.tree.text.slice(rest.end, end);
  if (start === chain.start || around.includes('#') || textOf(rest).includes('\n')) return null;
  return { start, end, text: textOf(rest) };
}
