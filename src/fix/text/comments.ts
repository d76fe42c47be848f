import { items, lineStart, textOf } from '../../python/syntax/tree.ts';
import type { Node, SourceFile } from '../../types.ts';

/** The blank lines between a module's imports and the code below them, as a project has them: one at least. */
export function linesAfterImports({ text, newline }: SourceFile, last: Node): string {
  const next = items(last.parent as Node).find((statement) => statement.start > last.end);
  const gap = next === undefined ? '' : text.slice(last.end, next.start);
  const blank = /\n[ \t]*#/.test(gap) || next?.type.endsWith('_definition') ? 1 : gap.split('\n').length - 2;
  return newline.repeat(last.parent?.type === 'module' ? Math.max(1, Math.min(blank, 2)) : 1);
}

/** The first of the comment lines directly above a statement, or the statement. */
export function aboveComments({ text }: SourceFile, suite: Node, statement: Node): Node {
  let at = statement;
  const before = suite.children.filter((child) => child.end <= statement.start).reverse();
  for (const child of before) {
    if (child.type !== 'comment' || /\n[ \t]*\r?\n/.test(text.slice(child.end, at.start))) break;
    if (text.startsWith('#!', child.start) || /coding[:=]/.test(textOf(child))) break;
    if (text.slice(lineStart(text, child.start), child.start).trim() !== '') break;
    if (child.start - lineStart(text, child.start) !== statement.start - lineStart(text, statement.start)) break;
    at = child;
  }
  return at;
}
