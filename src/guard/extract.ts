import type { Mention } from '../python/mentions.ts';
import { field, indentAt, isSequence, items, lineStart, slice, stringValue } from '../python/tree.ts';
import type { Edit, Node, SourceFile } from '../types.ts';
import { type Line, line, takeLines } from './lines.ts';
import type { Plan } from './plan.ts';
import { type Run, removal } from './rows.ts';

/** A statement that gives a name the entries of one display. */
interface Filling {
  readonly source: SourceFile;
  readonly statement: Node;
  readonly target: string;
  readonly fresh: boolean;
  readonly run: Run;
  readonly mentions: readonly Mention[];
}

/**
 * Takes a run of entries out of a display and brings it back under the guard at the same place.
 * @returns null where that is not possible; the entry is then made conditional where it stands.
 */
export function extract(source: SourceFile, statement: Node, run: Run, mentions: readonly Mention[]): Plan | null {
  const assignment = items(statement)[0] as Node;
  const left = field(assignment, 'left');
  if (left === null || !/^(identifier|attribute)$/.test(left.type) || field(assignment, 'right') !== run.container)
    return null;
  if (!/^(list|tuple)$/.test(run.container.type)) return null;
  const fresh = assignment.type === 'assignment';
  const filling = { source, statement, target: slice(source.text, left), fresh, run, mentions };
  const count = items(run.container).length;
  if (run.index + run.items.length === count) return atEnd(filling);
  if (run.index === 0) return atStart(filling);
  return (fresh ? beforeNext(filling) : null) ?? inMiddle(filling);
}

function piece(filling: Filling, kind: 'behind' | 'before', lines: readonly Line[]): Plan | null {
  const edits = removal(filling.source, filling.run);
  if (edits === null) return null;
  return { kind: 'piece', piece: { kind, statement: filling.statement, lines, mentions: filling.mentions }, edits };
}

function atEnd(filling: Filling): Plan | null {
  return piece(filling, 'behind', display(filling, `${filling.target} += `));
}

function atStart(filling: Filling): Plan | null {
  const { run, target, source } = filling;
  if (!filling.fresh) return piece(filling, 'before', display(filling, `${target} += `));
  const [only] = run.items as [Node];
  if (run.container.type === 'list' && run.items.length === 1 && isPlain(filling, only)) {
    return piece(
      filling,
      'behind',
      annotated(filling, callLines(filling, `${target}.insert`, ['0', slice(source.text, only)])),
    );
  }
  return piece(filling, 'behind', display(filling, `${target} = `, ` + ${target}`));
}

/** Strings tell their place by the entry that follows them. */
function beforeNext(filling: Filling): Plan | null {
  const { run, source, target } = filling;
  const all = items(run.container);
  const next = all[run.index + run.items.length] as Node;
  const earlier = all.slice(0, run.index + run.items.length + 1).map((item) => stringValue(item, source.text));
  const value = stringValue(next, source.text);
  if (run.container.type !== 'list' || earlier.includes(null) || earlier.indexOf(value) !== earlier.length - 1)
    return null;
  if (!run.items.every((item) => isPlain(filling, item))) return null;
  const index = `${target}.index(${slice(source.text, next)})`;
  const lines = run.items.flatMap((item) => callLines(filling, `${target}.insert`, [index, slice(source.text, item)]));
  return piece(filling, 'behind', annotated(filling, lines));
}

function inMiddle(filling: Filling): Plan | null {
  const { run, source, statement, target, mentions } = filling;
  if (!run.ownLines) return null;
  const all = items(run.container);
  const tail = all.length - run.index - run.items.length;
  const tuple = run.container.type === 'tuple';
  const trailing = run.container.children.some(
    (child) => child.type === ',' && child.start > (all.at(-1) as Node).start,
  );
  if (tuple && tail === 1 && !trailing) return null;
  const [open, close] = tuple ? ['(', ')'] : ['[', ']'];
  const end = run.end + (source.text.startsWith('\r\n', run.end) ? 2 : 1);
  const lines = display(filling, `${target} += `);
  const split = {
    kind: 'split' as const,
    statement,
    start: run.start,
    end,
    close,
    lines,
    open: `${target} += ${open}`,
    mentions,
  };
  return { kind: 'piece', piece: split, edits: [] };
}

/** Whether an item can be written into a line as it stands: one line, with no comment of its own. */
function isPlain({ source, run }: Filling, item: Node): boolean {
  return !slice(source.text, item).includes('\n') && (commentsOf(run).length === 0 || run.items.length === 1);
}

function commentsOf(run: Run): Node[] {
  return run.container.children.filter(
    (child) => child.type === 'comment' && child.start >= run.start && child.end <= run.end,
  );
}

/** The comments of a single entry go along: those above it above the code, the one behind it behind. */
function annotated({ source, run }: Filling, lines: readonly Line[]): Line[] {
  const [only] = run.items as [Node];
  const comments = commentsOf(run);
  const above = comments.filter((comment) => comment.end <= only.start || lines.length > 1);
  const [behind] = comments.filter((comment) => !above.includes(comment));
  const code = behind === undefined ? lines : [line(`${(lines[0] as Line).text}  ${slice(source.text, behind)}`)];
  return [...above.map((comment) => line(slice(source.text, comment))), ...code];
}

/** `NAME += [entries]`, on one line where that fits and no comment is lost. */
function display(filling: Filling, before: string, after = ''): Line[] {
  const { source, run, statement } = filling;
  const tuple = run.container.type === 'tuple';
  const [open, close] = tuple ? ['(', ')'] : ['[', ']'];
  const written = run.items.map((item) => slice(source.text, item));
  const comma = tuple && written.length === 1 ? ',' : '';
  const one = `${before}${open}${written.join(', ')}${comma}${close}${after}`;
  const plain = run.items.every((item) => isPlain(filling, item));
  if (plain && depth(source, statement) + one.length <= source.width && !exploded(filling))
    return annotated(filling, [line(one)]);
  return [line(before + open), ...rows(filling).map((row) => deeper(row, source.indent)), line(close + after)];
}

/** Entries that are no strings stay one a line where they stood so: black's trailing comma asks for it. */
function exploded({ run }: Filling): boolean {
  return run.ownLines && run.items.some((item) => item.type !== 'string');
}

function deeper(row: Line, indent: string): Line {
  return row.verbatim || row.text === '' ? row : line(indent + row.text);
}

/** The entries as they stand, each with a comma, comments included. */
function rows({ source, run, statement }: Filling): Line[] {
  const { text } = source;
  const first = run.items[0] as Node;
  const last = run.items.at(-1) as Node;
  const shift = depth(source, statement) + source.indent.length - indentAt(text, first.start).length;
  if (!run.ownLines) return run.items.flatMap((item) => withComma(takeLines(source, item.start, item.end, shift)));
  const start = run.start + text.slice(run.start).search(/\S/);
  const taken = takeLines(source, start, run.end, shift);
  if (run.container.children.some((child) => child.type === ',' && child.start >= last.end && child.start < run.end))
    return taken;
  const behind = text.slice(last.end, run.end);
  return [
    ...takeLines(source, start, last.end, shift).slice(0, -1),
    ...tail(takeLines(source, start, last.end, shift), behind),
  ];
}

function tail(lines: readonly Line[], behind: string): Line[] {
  const last = lines.at(-1) as Line;
  return [{ text: `${last.text},${behind}`, verbatim: last.verbatim }];
}

function withComma(lines: readonly Line[]): Line[] {
  return lines.map((row, i) => (i === lines.length - 1 ? { text: `${row.text},`, verbatim: row.verbatim } : row));
}

/** How far right the guarded statement will stand. */
function depth(source: SourceFile, statement: Node): number {
  return indentAt(source.text, statement.start).length + source.indent.length;
}

/** A call, on one line where that fits, else one argument a line. */
function callLines({ source, statement }: Filling, called: string, args: readonly string[]): Line[] {
  const one = `${called}(${args.join(', ')})`;
  if (depth(source, statement) + one.length <= source.width) return [line(one)];
  return [line(`${called}(`), ...args.map((argument) => line(`${source.indent}${argument},`)), line(')')];
}

/**
 * Takes the last operand of a `+` chain out where the rest is a value that nothing else holds:
 * `NAME = [...] + x` becomes `NAME = [...]` and, under the guard, `NAME += x`.
 */
export function extractOperand(
  source: SourceFile,
  statement: Node,
  operand: Node,
  mentions: readonly Mention[],
): Plan | null {
  const assignment = items(statement)[0] as Node;
  const left = field(assignment, 'left');
  const chain = field(assignment, 'right');
  if (assignment.type !== 'assignment' || left?.type !== 'identifier' || chain?.type !== 'binary_operator') return null;
  const [rest, last] = items(chain);
  if (last !== operand || rest === undefined || !(isSequence(rest) || rest.type === 'binary_operator')) return null;
  const start = lineStart(source.text, operand.start);
  const shift =
    source.indent.length + indentAt(source.text, statement.start).length - indentAt(source.text, operand.start).length;
  const taken = takeLines(source, operand.start, operand.end, start === operand.start ? 0 : shift);
  const [head, ...others] = taken as [Line];
  const lines = [{ ...head, text: `${slice(source.text, left)} += ${head.text}` }, ...others];
  const edits: Edit[] = [{ start: rest.end, end: operand.end, text: '' }];
  if (source.text.slice(rest.end, operand.start).includes('#')) return null;
  return { kind: 'piece', piece: { kind: 'behind', statement, lines, mentions }, edits };
}
