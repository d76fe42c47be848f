import { items, lineEnd, textOf } from '../python/syntax/tree.ts';
import type { Node, SourceFile } from '../types.ts';
import { behind, type Doc, group, HARD, ifBroken, indent, join, SOFT, SPACE } from './doc.ts';

/** Code in a form that the printer has no layout for. */
export class Unprintable extends Error {}

/** What a layout comes to, or null where there is none. */
export function orNull<T>(lay: () => T | null): T | null {
  try {
    return lay();
  } catch (error) {
    if (error instanceof Unprintable) return null;
    throw error;
  }
}

/** One entry with the comments that belong to it. */
interface Row {
  readonly above: readonly string[];
  readonly doc: Doc;
  readonly behind: string | null;
}

/** A bracket's entries, and the comments that belong to none. */
interface Rows {
  readonly first: string | null;
  readonly rows: readonly Row[];
  readonly last: readonly string[];
}

/**
 * The layout of a display or of arguments: on one line, or one entry a line with a comma behind each.
 * Arguments may also share one line between the brackets.
 * @throws Unprintable where a comment stands in a place of its own.
 */
export function bracket(source: SourceFile, node: Node, docOf: (item: Node) => Doc): Doc {
  const { text } = source;
  const [open, close] = [text[node.start] as string, text[node.end - 1] as string];
  const { first, rows, last } = rowsOf(source, node, docOf);
  const inner = items(node);
  if (first === null && rows.length === 0 && last.length === 0) return open + close;
  const sole = node.type === 'tuple' && inner.length === 1;
  const end = inner.at(-1)?.end ?? node.end;
  const magic = !sole && node.children.some((child) => child.type === ',' && child.start >= end);
  const commented =
    first !== null || last.length > 0 || rows.some((row) => row.above.length > 0 || row.behind !== null);
  const added = sole || magic || rows.length > 1 ? ',' : '';
  const body = rows.map((row, i): Doc => {
    const comma = i < rows.length - 1 ? ',' : ifBroken(added, sole ? ',' : '');
    return [row.above.map((comment) => [comment, HARD]), row.doc, comma, row.behind === null ? '' : behind(row.behind)];
  });
  const below = last.map((comment, i): Doc => (i === 0 && rows.length === 0 ? comment : [HARD, comment]));
  const content: Doc = [join(body, SPACE), below];
  const entries = node.type === 'argument_list' ? group(content, magic || commented) : content;
  const head = first === null ? open : [open, behind(first)];
  return group([head, indent([SOFT, entries]), SOFT, close], magic || commented);
}

/** What stands between parentheses, which get lines of their own where it doesn't fit. */
export function between(open: string, doc: Doc, close: string): Doc {
  return group([open, indent([SOFT, doc]), SOFT, close]);
}

/** Parentheses that are only there where the code has several lines. */
export function parenthesized(doc: Doc): Doc {
  return group([ifBroken('('), indent([SOFT, doc]), SOFT, ifBroken(')')]);
}

function rowsOf({ text }: SourceFile, node: Node, docOf: (item: Node) => Doc): Rows {
  const rows: { above: string[]; doc: Doc; behind: string | null; end: number }[] = [];
  let first: string | null = null;
  let waiting: string[] = [];
  for (const child of node.children) {
    if (child.type === 'comment') {
      const written = textOf(child).trimEnd();
      const row = rows.at(-1);
      if (waiting.length === 0 && child.start < lineEnd(text, row?.end ?? node.start)) {
        if (row === undefined && first === null) first = written;
        else if (row !== undefined && row.behind === null && text.slice(row.end, child.start).trim() !== '')
          row.behind = written;
        else if (row !== undefined && row.behind === null && isLast(node, row.end)) row.behind = written;
        else throw new Unprintable();
      } else waiting.push(written);
    } else if (child.named) {
      rows.push({ above: waiting, doc: docOf(child), behind: null, end: child.end });
      waiting = [];
    }
  }
  return { first, rows, last: waiting };
}

/** Whether no entry follows. */
function isLast(node: Node, end: number): boolean {
  return (items(node).at(-1)?.end ?? end) <= end;
}
