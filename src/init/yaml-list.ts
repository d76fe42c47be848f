import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, type Node, parseAllDocuments, parseDocument } from 'yaml';
import { lineEndOf } from './piece.ts';

/** A line of an item that is to be added to a list: how many lists it is in beyond that one, and what it says. */
export interface YamlLine {
  readonly depth: 0 | 1;
  readonly text: string;
  /** Whether an item of its list begins here. */
  readonly isItem?: boolean;
}

/** Columns of the lists in a file. */
interface Layout {
  /** Of an item's dash, for each depth. */
  readonly dashes: readonly [number, number];
  /** From a dash to what stands behind it. */
  readonly gap: number;
}

/**
 * Adds an item at the end of a list that a key of the top level holds, laid out as the item before it.
 * @returns the new text, or why it can't be added.
 */
export function withItem(
  before: string,
  key: string,
  item: readonly YamlLine[],
): { readonly text: string } | { readonly reason: string } {
  const documents = parseAllDocuments(before, { logLevel: 'silent' });
  if ('empty' in documents || documents.length !== 1) return { reason: 'it is not one YAML document' };
  const [document] = documents;
  const mistake = document?.errors[0]?.message.split('\n')[0];
  if (document === undefined || mistake !== undefined) return { reason: `it is not YAML (${mistake})` };
  const list = isMap(document.contents) ? document.contents.get(key, true) : undefined;
  const last = isSeq(list) && !list.flow ? list.items.at(-1) : undefined;
  if (!isMap(last) || last.flow || !last.range)
    return { reason: `its \`${key}\` is no list that an item can be added to` };
  const layout = layoutOf(before, last as Node);
  if (layout === null) return { reason: `the layout of its \`${key}\` is not understood` };
  const end = lineEndOf(before);
  const at = endOf(before, contentEnd(last as Node), layout.dashes[0]);
  const head = before.slice(0, at);
  const gap = hasGaps(before, list as Node) ? end : '';
  const text = `${head}${head.endsWith('\n') ? '' : end}${gap}${written(item, layout, end)}${before.slice(at)}`;
  return holdsOneMore(document.toJS(), text, key) ? { text } : { reason: 'what was added to it would read otherwise' };
}

function layoutOf(text: string, last: Node): Layout | null {
  const outer = dashOf(text, last);
  const hooks = isMap(last) ? last.items.map(({ value }) => value).find((value) => isSeq(value) && !value.flow) : null;
  const first = isSeq(hooks) ? hooks.items[0] : undefined;
  const inner = first === undefined ? null : dashOf(text, first as Node);
  if (outer === null) return null;
  return { dashes: [outer.column, inner?.column ?? outer.column + outer.gap], gap: outer.gap };
}

/** Where the dash of an item stands, and how far from it the item does. */
function dashOf(text: string, { range }: Node): { readonly column: number; readonly gap: number } | null {
  if (!range) return null;
  const start = text.lastIndexOf('\n', range[0] - 1) + 1;
  const [, blank, dash] = /^([ ]*)(-[ ]+)$/.exec(text.slice(start, range[0])) ?? [];
  return blank === undefined || dash === undefined ? null : { column: blank.length, gap: dash.length };
}

/** Behind the last thing that a node says: what blocks end with, comments and empty lines, belongs to them as well. */
function contentEnd(node: Node): number {
  const end = node.range?.[1] ?? 0;
  if (isSeq(node) && !node.flow) return contentEnd((node.items.at(-1) ?? node) as Node);
  if (!isMap(node) || node.flow) return end;
  const pair = node.items.at(-1);
  return pair === undefined
    ? end
    : Math.max(contentEnd((pair.value ?? pair.key) as Node), contentEnd(pair.key as Node));
}

/** Behind an item, and behind the comments that are indented as its parts. */
function endOf(text: string, valueEnd: number, dash: number): number {
  const lineEnd = (from: number) => text.indexOf('\n', from) + 1 || text.length;
  let end = text[valueEnd - 1] === '\n' ? valueEnd : lineEnd(valueEnd);
  for (let at = end; at < text.length; at = lineEnd(at)) {
    const [, blank = '', rest = ''] = /^([ \t]*)([^\r\n]*)/.exec(text.slice(at, lineEnd(at))) ?? [];
    if (rest === '') continue;
    if (!rest.startsWith('#') || blank.length <= dash) break;
    end = lineEnd(at);
  }
  return end;
}

/** Whether empty lines part the items of a list. */
function hasGaps(text: string, list: Node): boolean {
  const items = isSeq(list) ? (list.items as Node[]) : [];
  if (items.length < 2) return false;
  return items.slice(1).every(({ range }) => {
    const start = text.lastIndexOf('\n', (range?.[0] ?? 0) - 1) + 1;
    return /\n[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*$/.test(text.slice(0, start));
  });
}

function written(item: readonly YamlLine[], { dashes, gap }: Layout, end: string): string {
  return item
    .map(({ depth, text, isItem }) => {
      const head = `${' '.repeat(dashes[depth])}${isItem ? '-'.padEnd(gap) : ' '.repeat(gap)}`;
      return `${head}${text}${end}`;
    })
    .join('');
}

/** Whether a text holds what there was, and one more item in that list. */
function holdsOneMore(before: Record<string, unknown>, text: string, key: string): boolean {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return false;
  const after = document.toJS() as Record<string, unknown>;
  const list = after[key];
  return Array.isArray(list) && isDeepStrictEqual({ ...after, [key]: list.slice(0, -1) }, before);
}
