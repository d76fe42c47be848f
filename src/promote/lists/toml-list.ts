import { parseRequirement } from '../../packages/manifests/requirement.ts';
import { normalised } from '../../packages/naming-conventions.ts';
import { tableIn } from '../../util/table.ts';
import { parseToml } from '../../util/toml.ts';
import { type CommaList, isAlone, putIn, startWithComments, takeOut } from '../layout/comma-list.ts';
import { commentsIn, type Lines, ownCommentsOf } from '../layout/comments.ts';
import { putLines, takeLines } from '../layout/line-list.ts';
import { lineNumber, lineStart, nextLine } from '../layout/lines.ts';
import { scanToml, type TomlLayout, type TomlPair } from '../layout/scan-toml.ts';
import { quoted } from '../syntax/quotes.ts';
import { type List, Refused } from './list.ts';

/**
 * A list of dependencies in TOML: an array of requirements, or a table with a key for each.
 * @param name as the manifest's reader calls it: its keys, with dots between.
 * @throws Refused where it is not there, or is written in another way.
 */
export function tomlList(text: string, name: string, syntax: 'poetry' | 'pipfile'): List {
  const parsed = parseToml(text);
  if ('mistake' in parsed)
    throw new Refused(`line ${parsed.mistake.line} is not valid TOML: ${parsed.mistake.message}`);
  const layout = scanToml(text);
  const table = parsed.table as Record<string, unknown>;
  const pair = layout.pairs.find(({ keys }) => keys.join('.') === name);
  if (pair?.value.items) return arrayList(text, pair, table, name);
  const header = layout.headers.find(({ keys, isArray }) => !isArray && keys.join('.') === name);
  if (header !== undefined)
    return tableList(text, { layout, keys: header.keys, first: nextLine(text, header.end), table }, syntax);
  const dotted = layout.pairs.find(({ keys }) => keys.slice(0, -1).join('.') === name);
  if (dotted?.header)
    return tableList(text, { layout, keys: dotted.keys.slice(0, -1), first: dotted.start, table }, syntax);
  throw new Refused('it is no list, and no table of its own');
}

function arrayList(text: string, pair: TomlPair, table: Record<string, unknown>, name: string): List {
  const items = pair.value.items ?? [];
  const values = valueAt(table, pair.keys) as readonly unknown[];
  const nameOf = (value: unknown) => (typeof value === 'string' ? (parseRequirement(value)?.name ?? null) : null);
  const list: CommaList = {
    text,
    open: pair.value.start + 1,
    close: pair.value.end - 1,
    items: items.map((item, at) => ({ ...item, name: nameOf(values[at]) })),
  };
  const literals = items.map(({ start, end }) => text.slice(start, end));
  return {
    text,
    syntax: 'pep508',
    entries: items.map(({ start, end, comma }, at) => ({
      name: nameOf(values[at]),
      written: typeof values[at] === 'string' ? (values[at] as string) : text.slice(start, end),
      value: values[at],
      above: isAlone(list, at) ? commentsIn(text.slice(startWithComments(list, at), lineStart(text, start))) : [],
      behind: isAlone(list, at) ? commentBehind(text, (comma ?? end - 1) + 1) : '',
      line: lineNumber(text, start),
    })),
    holdsComments: (at) => items.length > 0 && isAlone(list, Math.max(at - 1, 0)),
    rest: blanked(table, pair.keys),
    takeOut: (at) => takeOut(list, at),
    putIn: (at, { written, above, behind }) => putIn(list, at, { literal: quoted(written, literals), above, behind }),
    again: (other) => tomlList(other, name, 'poetry'),
  };
}

interface TableAt {
  readonly layout: TomlLayout;
  /** The keys that lead to it. */
  readonly keys: readonly string[];
  /** Where the first entry of an empty table goes. */
  readonly first: number;
  readonly table: Record<string, unknown>;
}

/** A table with a header of its own, or one whose entries repeat its name: `dependencies.django = "^5"`. */
function tableList(text: string, { layout, keys, first, table }: TableAt, syntax: 'poetry' | 'pipfile'): List {
  const name = keys.join('.');
  const pairs = layout.pairs.filter((pair) => pair.keys.slice(0, -1).join('.') === name);
  const values = tableIn(table, ...keys);
  const keyOf = (pair: TomlPair) => pair.keys.at(-1) as string;
  const isOne = new Set(pairs.map(({ header }) => header)).size < 2;
  if (!isOne || pairs.length !== Object.keys(values).length) {
    throw new Refused('some of its entries are tables of their own');
  }
  const lines = pairs.map((pair): Lines => {
    return { start: lineStart(text, pair.start), end: nextLine(text, pair.end), name: normalised(keyOf(pair)) };
  });
  const list = { text, entries: lines, first };
  const prefix = pairs[0] === undefined ? '' : text.slice(pairs[0].start, pairs[0].last);
  return {
    text,
    syntax,
    entries: pairs.map((pair, at) => ({
      name: keyOf(pair) === 'python' ? null : normalised(keyOf(pair)),
      written: text.slice(pair.last, pair.end),
      value: [keyOf(pair), values[keyOf(pair)]],
      above: commentsIn(text.slice(ownCommentsOf(text, lines[at] as Lines), lineStart(text, pair.start))),
      behind: commentBehind(text, pair.end),
      line: lineNumber(text, pair.start),
    })),
    holdsComments: () => true,
    rest: blanked(table, keys),
    takeOut: (at) => takeLines(list, at),
    putIn: (at, { written, above, behind }) =>
      putLines(list, at, [...above, `${prefix}${written}${behind === '' ? '' : `  ${behind}`}`]),
    again: (other) => tomlList(other, name, syntax),
  };
}

function commentBehind(text: string, offset: number): string {
  return /^[ \t]*(#[^\r\n]*)/.exec(text.slice(offset, nextLine(text, offset)))?.[1]?.trim() ?? '';
}

function valueAt(table: Record<string, unknown>, keys: readonly string[]): unknown {
  return tableIn(table, ...keys.slice(0, -1))[keys.at(-1) as string];
}

/** A table without the value at a path of keys. */
function blanked(table: Record<string, unknown>, keys: readonly string[]): unknown {
  const copy = structuredClone(table);
  const holder = tableIn(copy, ...keys.slice(0, -1)) as Record<string, unknown>;
  holder[keys.at(-1) as string] = null;
  return copy;
}
