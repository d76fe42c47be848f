import { items, lineEnd, textOf } from '../python/syntax/tree.ts';
import type { Node, SourceFile } from '../types.ts';
import { behind, type Doc, group, HARD, ifBroken, indent, join, SOFT, SPACE } from './doc.ts';

/** Thrown for code that the printer has no layout for. */
export class Unprintable extends Error {}

/** The result of `lay`, or null where it throws Unprintable. */
export function orNull<T>(lay: () => T | null): T | null {
  try {
    return lay();
  } catch (error) {
    if (error instanceof Unprintable) return null;
    throw error;
  }
}

/** An entry of a bracket with the comments that belong to it. */
interface BracketEntry {
  readonly above: readonly string[];
  readonly doc: Doc;
  readonly behind: string | null;
}

/** A bracket's entries, and the comments behind its opening and before its closing that belong to none. */
interface BracketContent {
  readonly first: string | null;
  readonly entries: readonly BracketEntry[];
  readonly last: readonly string[];
}

/**
 * The layout of a display or of arguments: on one line, or with one entry a line and a comma after each.
 * Arguments may also share one line between the brackets. A magic trailing comma keeps one entry a line.
 * @throws Unprintable where a comment stands in a place that the layout doesn't know.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#the-magic-trailing-comma
 */
export function bracket(source: SourceFile, node: Node, docOf: (item: Node) => Doc): Doc {
  const { text } = source;
  const [open, close] = [text[node.start] as string, text[node.end - 1] as string];
  const { first, entries, last } = contentOf(source, node, docOf);
  const inner = items(node);
  if (first === null && entries.length === 0 && last.length === 0) return open + close;
  const sole = node.type === 'tuple' && inner.length === 1;
  const end = inner.at(-1)?.end ?? node.end;
  const magic = !sole && node.children.some((child) => child.type === ',' && child.start >= end);
  const commented =
    first !== null || last.length > 0 || entries.some((entry) => entry.above.length > 0 || entry.behind !== null);
  const added = sole || magic || entries.length > 1 ? ',' : '';
  const body = entries.map(({ above, doc, behind: comment }, i): Doc => {
    const comma = i < entries.length - 1 ? ',' : ifBroken(added, sole ? ',' : '');
    return [above.map((line) => [line, HARD]), doc, comma, comment === null ? '' : behind(comment)];
  });
  const below = last.map((comment, i): Doc => (i === 0 && entries.length === 0 ? comment : [HARD, comment]));
  const content: Doc = [join(body, SPACE), below];
  const inside = node.type === 'argument_list' ? group(content, magic || commented) : content;
  const head = first === null ? open : [open, behind(first)];
  return group([head, indent([SOFT, inside]), SOFT, close], magic || commented);
}

/** A layout between brackets, which get lines of their own where it doesn't fit. */
export function between(open: string, doc: Doc, close: string): Doc {
  return group([open, indent([SOFT, doc]), SOFT, close]);
}

/** A layout that gets parentheses where it takes several lines. */
export function parenthesized(doc: Doc): Doc {
  return group([ifBroken('('), indent([SOFT, doc]), SOFT, ifBroken(')')]);
}

/** @throws Unprintable where a comment has no entry on its line to belong to. */
function contentOf({ text }: SourceFile, node: Node, docOf: (item: Node) => Doc): BracketContent {
  const entries: { above: string[]; doc: Doc; behind: string | null; end: number }[] = [];
  let first: string | null = null;
  let waiting: string[] = [];
  for (const child of node.children) {
    if (child.type === 'comment') {
      const written = textOf(child).trimEnd();
      const entry = entries.at(-1);
      if (waiting.length === 0 && child.start < lineEnd(text, entry?.end ?? node.start)) {
        if (entry === undefined && first === null) first = written;
        else if (entry !== undefined && entry.behind === null && text.slice(entry.end, child.start).trim() !== '')
          entry.behind = written;
        else if (entry !== undefined && entry.behind === null && isLast(node, entry.end)) entry.behind = written;
        else throw new Unprintable();
      } else waiting.push(written);
    } else if (child.named) {
      entries.push({ above: waiting, doc: docOf(child), behind: null, end: child.end });
      waiting = [];
    }
  }
  return { first, entries, last: waiting };
}

/** Whether no entry starts at or after an offset. */
function isLast(node: Node, end: number): boolean {
  return (items(node).at(-1)?.end ?? end) <= end;
}
