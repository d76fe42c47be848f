import { parseRequirement } from '../../packages/manifests/requirement.ts';
import { callsOf, expressionOf, keyword, type PythonFile } from '../../packages/manifests/syntax/python-calls.ts';
import type { Parse } from '../../python/syntax/parser.ts';
import { descendants, items, stringValue, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import { type CommaList, isAlone, putIn, startWithComments, takeOut } from '../layout/comma-list.ts';
import { commentsIn } from '../layout/comments.ts';
import { lineNumber, lineStart, nextLine } from '../layout/lines.ts';
import { quoted } from '../syntax/quotes.ts';
import { type List, Refused } from './list.ts';

/**
 * The requirements of an argument of `setup()`, where they are a list of strings in brackets.
 * @param name the argument, or `extras_require.NAME`.
 * @throws Refused where they are computed.
 */
export function setupPyList(parse: Parse, text: string, name: string): List {
  const root = parse(text);
  const node = listAt({ path: 'setup.py', text, root }, name);
  if (node?.type !== 'list' || descendants(root).some(({ type }) => type === 'ERROR')) {
    throw new Refused('it is computed, rather than written as a list');
  }
  const found = items(node);
  const values = found.map((item) => stringValue(item) ?? textOf(item));
  const nameOf = (at: number) =>
    found[at]?.type === 'string' ? (parseRequirement(values[at] as string)?.name ?? null) : null;
  const list: CommaList = {
    text,
    open: node.start + 1,
    close: node.end - 1,
    items: found.map((item, at) => ({ start: item.start, end: item.end, comma: commaBehind(item), name: nameOf(at) })),
  };
  return {
    text,
    syntax: 'pep508',
    entries: found.map((item, at) => {
      const alone = isAlone(list, at);
      const comma = commaBehind(item);
      const behind = text.slice(comma === null ? item.end : comma + 1, nextLine(text, comma ?? item.end)).trim();
      return {
        name: nameOf(at),
        written: values[at] as string,
        value: values[at],
        above: alone ? commentsIn(text.slice(startWithComments(list, at), lineStart(text, item.start))) : [],
        behind: alone ? behind : '',
        line: lineNumber(text, item.start),
      };
    }),
    holdsComments: (at) => found.length > 0 && isAlone(list, Math.max(at - 1, 0)),
    rest: [text.slice(0, list.open), text.slice(list.close)],
    takeOut: (at) => takeOut(list, at),
    putIn: (at, { written, above, behind }) =>
      putIn(list, at, { literal: quoted(written, found.map(textOf)), above, behind }),
    again: (other) => setupPyList(parse, other, name),
  };
}

function listAt(file: PythonFile, name: string): Node | null {
  const [call] = callsOf(file, 'setup');
  const [argument = '', extra] = name.split(/\.(.*)/s);
  const value = call === undefined ? null : keyword(call, argument);
  if (value === null) return null;
  const expression = expressionOf(file, value);
  if (extra === undefined) return expression;
  const pair = items(expression).find((each) => {
    const [key] = items(each);
    return each.type === 'pair' && key !== undefined && stringValue(key) === extra;
  });
  const own = pair === undefined ? undefined : items(pair)[1];
  return own === undefined ? null : expressionOf(file, own);
}

/** The offset of the comma that follows an item before the next one. */
function commaBehind(item: Node): number | null {
  const siblings = item.parent?.children ?? [];
  const next = siblings.slice(siblings.indexOf(item) + 1).find(({ type }) => type !== 'comment');
  return next?.type === ',' ? next.start : null;
}
