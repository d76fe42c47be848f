import { indentAt, items, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import type { Site } from '../site.ts';
import { type Line, line, takeLines } from '../text/lines.ts';
import type { EntryRun } from './runs.ts';

/** Entries that are taken out of their display and added by a statement of their own. */
export interface Entries {
  readonly site: Site;
  /** The name that the display fills. */
  readonly target: string;
  readonly run: EntryRun;
}

/** `NAME += [entries]`, on one line where that fits and no comment is lost. */
export function display(entries: Entries, before: string, after = ''): Line[] {
  const { site, run } = entries;
  const alone = spliced(entries);
  if (alone !== null && before.endsWith('+= ')) return annotated(entries, [line(before + alone)]);
  const tuple = run.container.type === 'tuple';
  const [open, close] = tuple ? ['(', ')'] : ['[', ']'];
  const written = run.items.map((item) => textOf(item));
  const one = `${before}${open}${written.join(', ')}${tuple && written.length === 1 ? ',' : ''}${close}${after}`;
  const plain = run.items.every((item) => isPlain(entries, item)) && !staysOpen(run);
  if (plain && depth(site) + one.length <= site.source.width) return annotated(entries, [line(one)]);
  return [line(before + open), ...entryLines(entries).map((at) => deeper(at, site.source.indent)), line(close + after)];
}

/** The value that a single `*value` entry splices in, which can be added as it is; null for other entries. */
function spliced(entries: Entries): string | null {
  const [only, ...more] = entries.run.items;
  if (only?.type !== 'list_splat' || more.length > 0 || inTuple(entries) || !isPlain(entries, only)) return null;
  return textOf(items(only)[0] as Node);
}

/** A call, on one line where it fits, else with one argument a line; the entry's comments go along. */
export function call(entries: Entries, called: string, args: readonly string[]): Line[] {
  const { source } = entries.site;
  const one = `${called}(${args.join(', ')})`;
  if (depth(entries.site) + one.length <= source.width) return annotated(entries, [line(one)]);
  const lines = args.map((argument) => line(`${source.indent}${argument},`));
  return annotated(entries, [line(`${called}(`), ...lines, line(')')]);
}

/** Whether an entry can be written into a line as it stands: it takes one line, and its comments cannot be mixed up. */
export function isPlain({ run }: Entries, item: Node): boolean {
  return !textOf(item).includes('\n') && (commentsOf(run).length === 0 || run.items.length === 1);
}

function commentsOf(run: EntryRun): Node[] {
  return run.container.children.filter(
    (child) => child.type === 'comment' && child.start >= run.start && child.end <= run.end,
  );
}

/** Lines of code with the comments of a single entry: those above it go above, the one after it goes after. */
function annotated({ site, run }: Entries, lines: readonly Line[]): Line[] {
  const [only] = run.items as [Node];
  const comments = commentsOf(run);
  const room = site.source.width - depth(site) - 2 - (lines[0]?.text.length ?? 0);
  const above = comments.filter(
    (comment) => comment.end <= only.start || lines.length > 1 || comment.end - comment.start > room,
  );
  const [behind] = comments.filter((comment) => !above.includes(comment));
  const code = behind === undefined ? lines : [line(`${lines[0]?.text}  ${textOf(behind)}`)];
  return [...above.map((comment) => line(textOf(comment))), ...code];
}

/**
 * Entries that are not strings stay one a line where they were: black's magic trailing comma demands it.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#the-magic-trailing-comma
 */
function staysOpen(run: EntryRun): boolean {
  return run.ownLines && run.items.some((item) => item.type !== 'string');
}

function deeper(at: Line, indent: string): Line {
  return at.verbatim || at.text === '' ? at : line(indent + at.text);
}

/** The lines of the entries as they stand, each with a comma, comments included. */
function entryLines({ site, run }: Entries): Line[] {
  const { source } = site;
  const { text } = source;
  const last = run.items.at(-1) as Node;
  if (!run.ownLines) return run.items.flatMap((item) => ended(takeLines(source, item.start, item.end), ','));
  const start = run.start + text.slice(run.start).search(/\S/);
  const comma = run.container.children.some(
    (child) => child.type === ',' && child.start >= last.end && child.start < run.end,
  );
  if (comma) return takeLines(source, start, run.end);
  return ended(takeLines(source, start, last.end), `,${text.slice(last.end, run.end)}`);
}

function ended(lines: readonly Line[], end: string): Line[] {
  return lines.map((at, i) => (i === lines.length - 1 ? { text: at.text + end, verbatim: at.verbatim } : at));
}

/** The width of the guarded statement's indentation, in UTF-16 units. */
function depth({ source, statement }: Site): number {
  return indentAt(source.text, statement.start).length + source.indent.length;
}

/** Whether the entries are in a tuple, which has no methods that insert an entry. */
export function inTuple({ run }: Entries): boolean {
  return run.container.type === 'tuple';
}

/** The entries of the display that stay, before and after the run. */
export function neighbours({ run }: Entries): { before: Node[]; behind: Node[] } {
  const all = items(run.container);
  return { before: all.slice(0, run.index), behind: all.slice(run.index + run.items.length) };
}
