import fc from 'fast-check';
import { anyOf, around, type Code, indented, quoted, sometimes, type Tool } from './code.ts';

/** Which brackets the module's lists have. */
export type Kind = 'list' | 'tuple';

/** One element of a literal, with its comments. */
export interface Element {
  readonly code: Code;
  readonly above: string | null;
  readonly beside: string | null;
}

type Shape = 'line' | 'rows' | 'rows, bare end' | 'filled' | 'hanging';

const COMMENTS = ['# development only', '# noqa: E501', '#no space', '# "debug_toolbar",', '# keep order: see docs'];

export const comment = fc.constantFrom(...COMMENTS);

export const brackets = (kind: Kind): readonly [string, string] => (kind === 'list' ? ['[', ']'] : ['(', ')']);

/** Elements without comments. */
export const plain = (...codes: readonly Code[]): readonly Element[] =>
  codes.map((code) => ({ code, above: null, beside: null }));

/** An element with comments of all sorts, or without. */
export function element(code: fc.Arbitrary<Code>): fc.Arbitrary<Element> {
  return fc.record({ code, above: sometimes(comment), beside: sometimes(comment) });
}

/** A literal of these elements in any layout; comments stand where the layout has lines for them. */
export function literal(kind: Kind, elements: fc.Arbitrary<readonly Element[]>): fc.Arbitrary<Code> {
  const shape = fc.constantFrom<Shape>('line', 'rows', 'rows, bare end', 'filled', 'hanging');
  return fc.tuple(elements, shape).map(([items, chosen]) => written(kind, items, chosen));
}

/** Writes a literal. */
export function written(kind: Kind, items: readonly Element[], shape: Shape): Code {
  const [open, close] = brackets(kind);
  const comma = kind === 'tuple' && items.length === 1 ? ',' : '';
  const flat = items.every(({ code }) => code.length === 1);
  if (items.length === 0) return [open + close];
  if (flat && shape === 'line') return [`${open}${items.map(({ code }) => code[0]).join(', ')}${comma}${close}`];
  if (flat && shape === 'filled') return filled(items, open, `${comma}${close}`);
  if (flat && shape === 'hanging') return hanging(items, open, `${comma}${close}`);
  return [open, ...indented(rows(items, shape === 'rows, bare end' && comma === '' ? '' : ',')), close];
}

function rows(items: readonly Element[], end: string): Code {
  return items.flatMap(({ code, above, beside }, i) => {
    const row = around('', code, i < items.length - 1 ? ',' : end);
    return [...(above ? [above] : []), ...(beside ? around('', row, `  ${beside}`) : row)];
  });
}

/** Two elements a line. */
function filled(items: readonly Element[], open: string, close: string): Code {
  const pairs = items.flatMap((_, i) => (i % 2 === 0 ? [items.slice(i, i + 2)] : []));
  const lines = pairs.map((pair) => pair.map(({ code }) => code[0]).join(', '));
  return [open, ...indented(lines.map((line, i) => (i < lines.length - 1 ? `${line},` : line))), close];
}

/** The first element beside the bracket. */
function hanging(items: readonly Element[], open: string, close: string): Code {
  const lines = items.map(({ code }, i) => `${i === 0 ? open : '    '}${code[0]}`);
  return lines.map((line, i) => (i < lines.length - 1 ? `${line},` : line + close));
}

/** What a list setting holds: the project's own entries, and the package's. */
export interface Holding {
  readonly name: string;
  readonly kept: readonly string[];
  /** Always in the list where the module defines it: other entries are placed by it. */
  readonly anchor: string;
  entries(tool: Tool): readonly string[];
}

export const APPS: Holding = {
  name: 'INSTALLED_APPS',
  kept: ['shop', 'django.contrib.admin', 'blog.apps.BlogConfig', 'debug_toolbar_extra', 'rest_framework'],
  anchor: 'django.contrib.staticfiles',
  entries: ({ apps }) => apps,
};

export const MIDDLEWARE: Holding = {
  name: 'MIDDLEWARE',
  kept: [
    'django.middleware.security.SecurityMiddleware',
    'shop.middleware.CartMiddleware',
    'django.middleware.gzip.GZipMiddleware',
  ],
  anchor: 'django.middleware.common.CommonMiddleware',
  entries: ({ middleware }) => [middleware],
};

/** A string of the package. */
export const entry = (holding: Holding, tool: Tool): fc.Arbitrary<string> =>
  fc.constantFrom(...holding.entries(tool)).map(quoted);

/** Elements of which at least one is the package's, in any place. */
export function withEntry(holding: Holding, tool: Tool, most: number): fc.Arbitrary<readonly Element[]> {
  const own = element(anyOf(entry(holding, tool), special(holding, tool)).map((text) => [text]));
  const kept = element(fc.constantFrom(...holding.kept).map((text) => [quoted(text)]));
  return fc
    .tuple(own, fc.array(kept, { maxLength: most }), fc.array(fc.tuple(own, fc.nat(9)), { maxLength: 1 }), fc.nat(9))
    .map(([first, others, more, place]) => {
      const items = insert(others, first, place);
      return more.reduce((all, [extra, at]) => insert(all, extra, at), items);
    });
}

/** Elements that are more than a string. */
function special(holding: Holding, tool: Tool): fc.Arbitrary<string> {
  return fc
    .tuple(entry(holding, tool), fc.constantFrom('DEBUG', 'not TESTING', 'DEBUG and ENABLE_TOOLBAR'))
    .chain(([text, flag]) => fc.constantFrom(text, `(${text})`, `*([${text}] if ${flag} else [])`, `*[${text}]`));
}

/** Only the project's own entries, the anchor among them. */
export function withoutEntry(holding: Holding): fc.Arbitrary<readonly Element[]> {
  const kept = element(fc.constantFrom(...holding.kept).map((text) => [quoted(text)]));
  return fc
    .tuple(fc.array(kept, { maxLength: 3 }), fc.nat(9))
    .map(([others, place]) => insert(others, anchorOf(holding), place));
}

export const anchorOf = (holding: Holding): Element => ({ code: [quoted(holding.anchor)], above: null, beside: null });

/** The items with one more, at a place that is taken modulo their number. */
export function insert<T>(items: readonly T[], item: T, place: number): readonly T[] {
  const at = place % (items.length + 1);
  return [...items.slice(0, at), item, ...items.slice(at)];
}
