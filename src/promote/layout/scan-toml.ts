/** A stretch of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A value as it is written; an array also has its items, each with the comma behind it. */
export interface TomlValue extends Range {
  readonly items: readonly (Range & { readonly comma: number | null })[] | null;
}

/** A `[table]`'s header, from bracket to bracket; those of arrays of tables are headers too. */
export interface TomlHeader extends Range {
  readonly keys: readonly string[];
  readonly isArray: boolean;
}

/** A key with its value. */
export interface TomlPair extends Range {
  /** All the keys that lead there, the header's first. */
  readonly keys: readonly string[];
  /** Where the last of them starts. */
  readonly last: number;
  readonly header: TomlHeader | null;
  readonly value: TomlValue;
}

/** Where everything stands in a TOML text, which parsers don't tell. */
export interface TomlLayout {
  readonly headers: readonly TomlHeader[];
  readonly pairs: readonly TomlPair[];
}

/** A text, and how far it has been read. */
interface Cursor {
  readonly text: string;
  at: number;
}

// https://toml.io/en/v1.0.0
const TRIVIA = /(?:[ \t\r\n\uFEFF]|#[^\n]*)*/y;
const SPACE = /[ \t]*/y;
const STRING = /"""(?:\\[\s\S]|[^\\])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'/y;
const BARE = /[\w-]+/y;
const SCALAR = /[^,\]}#\r\n]*[^,\]}#\r\n \t]/y;

/**
 * Finds the headers, keys and values of a text that a parser has taken for TOML.
 * @throws where it is none.
 */
export function scanToml(text: string): TomlLayout {
  const cursor: Cursor = { text, at: 0 };
  const headers: TomlHeader[] = [];
  const pairs: TomlPair[] = [];
  for (take(cursor, TRIVIA); cursor.at < text.length; take(cursor, TRIVIA)) {
    if (text[cursor.at] === '[') headers.push(headerAt(cursor));
    else pairs.push(pairAt(cursor, headers.at(-1) ?? null));
  }
  return { headers, pairs };
}

function headerAt(cursor: Cursor): TomlHeader {
  const start = cursor.at;
  const isArray = cursor.text.startsWith('[[', start);
  cursor.at += isArray ? 2 : 1;
  const { keys } = keysAt(cursor);
  expect(cursor, isArray ? ']]' : ']');
  return { start, end: cursor.at, keys, isArray };
}

function pairAt(cursor: Cursor, header: TomlHeader | null): TomlPair {
  const start = cursor.at;
  const { keys, last } = keysAt(cursor);
  expect(cursor, '=');
  take(cursor, SPACE);
  const value = valueAt(cursor);
  return { start, end: value.end, keys: [...(header?.keys ?? []), ...keys], last, header, value };
}

function keysAt(cursor: Cursor): { readonly keys: readonly string[]; readonly last: number } {
  const keys: string[] = [];
  let last = cursor.at;
  do {
    if (keys.length > 0) cursor.at++;
    take(cursor, SPACE);
    last = cursor.at;
    const quoted = take(cursor, STRING);
    keys.push(quoted === '' ? take(cursor, BARE) : keyIn(quoted));
    if (keys.at(-1) === '' && quoted === '') throw new Error(`no key at offset ${cursor.at}`);
    take(cursor, SPACE);
  } while (cursor.text[cursor.at] === '.');
  return { keys, last };
}

function keyIn(quoted: string): string {
  return quoted.startsWith('"') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

function valueAt(cursor: Cursor): TomlValue {
  const start = cursor.at;
  const first = cursor.text[start];
  if (first === '[') {
    const items = itemsAt(cursor, ']', valueAt);
    return { start, end: cursor.at, items };
  }
  if (first === '{') itemsAt(cursor, '}', (at) => pairAt(at, null));
  else if (take(cursor, STRING) === '' && take(cursor, SCALAR) === '') throw new Error(`no value at offset ${start}`);
  return { start, end: cursor.at, items: null };
}

function itemsAt(cursor: Cursor, close: string, read: (cursor: Cursor) => Range) {
  const items: (Range & { readonly comma: number | null })[] = [];
  cursor.at++;
  for (take(cursor, TRIVIA); cursor.text[cursor.at] !== close; take(cursor, TRIVIA)) {
    const { start, end } = read(cursor);
    take(cursor, TRIVIA);
    const comma = cursor.text[cursor.at] === ',' ? cursor.at : null;
    if (comma === null && cursor.text[cursor.at] !== close) throw new Error(`no comma at offset ${cursor.at}`);
    items.push({ start, end, comma });
    if (comma !== null) cursor.at++;
  }
  cursor.at++;
  return items;
}

function expect(cursor: Cursor, written: string): void {
  if (!cursor.text.startsWith(written, cursor.at)) throw new Error(`no ${written} at offset ${cursor.at}`);
  cursor.at += written.length;
}

/** Takes what a sticky pattern finds; nothing where it finds nothing. */
function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.at += found.length;
  return found;
}
