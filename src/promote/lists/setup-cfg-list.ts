import { parseRequirement } from '../../packages/manifests/requirement.ts';
import { type Option, readIni } from '../../packages/manifests/syntax/ini.ts';
import { escaped } from '../../util/pattern.ts';
import { commentsIn, type Lines, ownCommentsOf } from '../layout/comments.ts';
import { putLines, takeLines } from '../layout/line-list.ts';
import { lineStarts, nextLine } from '../layout/lines.ts';
import { type List, Refused } from './list.ts';

/**
 * The requirements of an option of a setup.cfg, a line for each.
 * @param name the section and the option, with a dot between.
 * @throws Refused where it is not there, or is written in another way.
 */
export function setupCfgList(text: string, name: string): List {
  const { options } = readIni({ path: '', text });
  const option = options.find((at) => `${at.section}.${at.name}` === name);
  if (option === undefined) throw new Refused('it is not there');
  const starts = lineStarts(text);
  const rawAt = (line: number) => text.slice(starts[line - 1], starts[line] ?? text.length);
  const [first] = option.lines;
  if (first !== undefined && !/^\s/.test(rawAt(first.line))) throw new Refused('it begins on the line of its name');
  if (option.lines.some((at) => at.text.startsWith('file:'))) throw new Refused('it is read from a file');
  const indent = first === undefined ? '    ' : (/^\s+/.exec(rawAt(first.line))?.[0] ?? '');
  // A marker follows a `;`, which the reader takes for a comment.
  const written = option.lines.map(({ line }) => rawAt(line).trim());
  const lines = option.lines.map(({ line }, at): Lines => {
    const name = parseRequirement(written[at] as string)?.name ?? null;
    return { start: starts[line - 1] as number, end: starts[line] ?? text.length, name };
  });
  const list = { text, entries: lines, first: startOf(text, option) };
  return {
    text,
    syntax: 'pep508',
    entries: lines.map(({ start, name }, at) => ({
      name,
      written: written[at] as string,
      value: written[at],
      above: commentsIn(text.slice(ownCommentsOf(text, lines[at] as Lines), start)),
      behind: '',
      line: option.lines[at]?.line as number,
    })),
    holdsComments: () => true,
    rest: options
      .filter((at) => at !== option)
      .map(({ section, name, lines }) => [section, name, lines.map((at) => at.text)]),
    takeOut: (at) => takeLines(list, at),
    putIn: (at, added) =>
      putLines(
        list,
        at,
        [...added.above, added.written].map((line) => `${indent}${line}`),
      ),
    again: (other) => setupCfgList(other, name),
  };
}

/** The line after that of an option's name. */
function startOf(text: string, { section, name }: Option): number {
  const header = text.search(new RegExp(`^\\[${escaped(section)}\\]`, 'm'));
  const at = text.slice(header).search(new RegExp(`^${escaped(name)}\\s*[=:]`, 'm'));
  return nextLine(text, header + at);
}
