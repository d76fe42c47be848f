import { requirements } from '../../packages/manifests/formats/requirements.ts';
import type { Manifest } from '../../packages/manifests/manifest.ts';
import { logicalLines } from '../../packages/manifests/syntax/logical-lines.ts';
import { commentsIn, type Lines, ownCommentsOf } from '../layout/comments.ts';
import { putLines, takeLines } from '../layout/line-list.ts';
import { lineStarts } from '../layout/lines.ts';
import type { List } from './list.ts';

/** The requirements of a file that pip reads, each with its continuation lines, its hashes and the comment behind it. */
export function requirementsList(path: string, text: string): List {
  const starts = lineStarts(text);
  const { groups } = requirements.read({ path, text: text.replace(/^\uFEFF/, '') }, CONTEXT) as Manifest;
  const named = new Map(groups.flatMap(({ declarations }) => declarations).map(({ line, name }) => [line, name]));
  const logical = logicalLines(text);
  const endOf = (last: number) => starts[last] ?? text.length;
  const lines = logical.map(({ line, last }): Lines => {
    const end = endOf(last);
    return { start: starts[line - 1] as number, end: end + sourcesBelow(text, end), name: named.get(line) ?? null };
  });
  const list = { text, entries: lines, first: text.length };
  return {
    text,
    syntax: 'requirements',
    entries: lines.map(({ start, name }, at) => ({
      name,
      written: text.slice(start, endOf(logical[at]?.last as number)).trim(),
      value: logical[at]?.text,
      above: commentsIn(text.slice(ownCommentsOf(text, lines[at] as Lines), start)),
      behind: '',
      line: logical[at]?.line as number,
    })),
    holdsComments: () => true,
    rest: null,
    takeOut: (at) => takeLines(list, at),
    putIn: (at, { written, above, behind }) =>
      putLines(list, at, [...above, behind === '' ? written : `${written}  ${behind}`]),
    again: (other) => requirementsList(path, other),
  };
}

/** How long the comment is in which pip-compile says what asks for the requirement above. */
function sourcesBelow(text: string, offset: number): number {
  return /^[ \t]*#[ \t]+via\b.*(?:\r?\n|$)(?:[ \t]*#[ \t]{3,}.*(?:\r?\n|$))*/.exec(text.slice(offset))?.[0].length ?? 0;
}

/** The reader of requirements files asks for nothing. */
const CONTEXT = {
  parser: () => Promise.reject(new Error('no parser')),
  buildsOf: () => [],
  textOf: async () => null,
};
