import { touching } from '../../python/syntax/query.ts';
import { items, lineEnd, lineStart, textOf } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import type { Site } from '../site.ts';
import type { Line } from './lines.ts';

/**
 * Comments to linters, type checkers and formatters.
 * @see https://docs.astral.sh/ruff/linter/#error-suppression
 */
const PRAGMA = /#\s*(noqa|type:|pyright:|pylint:|mypy:|fmt:)/;
/**
 * That a name may come from a star import, which linters report where the module does not bind it before.
 * @see https://docs.astral.sh/ruff/rules/undefined-local-with-import-star-usage/
 */
const STAR = /^#\s*noqa:\s*F405$/;

/** The pragma comment at the end of a statement's first or last line; null where there is none. */
function pragmaOf({ source: { root, text }, statement }: Site): Node | null {
  const ends = [lineEnd(text, statement.start), lineEnd(text, statement.end)];
  for (const node of touching(root, statement.start, ends[1] as number)) {
    if (node.type !== 'comment' || !ends.includes(node.end) || !PRAGMA.test(textOf(node))) continue;
    const entry = lineStart(text, node.start) > statement.start && node.end < statement.end;
    if (!entry) return node;
  }
  return null;
}

/** The pragma for a new statement with the same target, after two spaces; `before` where it goes above the old one. */
export function pragmaText(site: Site, before: boolean): string {
  const pragma = pragmaOf(site);
  const written = pragma === null ? '' : textOf(pragma);
  return written === '' || (STAR.test(written) && !before) ? '' : `  ${written}`;
}

/** Adds the statement's pragma to new lines that name the target. */
export function withPragma(site: Site, target: string, lines: readonly Line[], before: boolean): Line[] {
  const pragma = pragmaText(site, before);
  if (pragma === '') return [...lines];
  return lines.map((at) => {
    const names = at.text.includes(target) && !at.verbatim && !at.text.includes('#');
    return names ? { text: at.text + pragma, verbatim: false } : at;
  });
}

/** The edit that removes a star import's pragma from a statement that a new one above has made needless. */
export function dropStarPragma(site: Site): Edit[] {
  const { text } = site.source;
  const pragma = pragmaOf(site);
  if (pragma === null || !STAR.test(textOf(pragma))) return [];
  const space = /[ \t]*$/.exec(text.slice(0, pragma.start))?.[0].length ?? 0;
  return [{ start: pragma.start - space, end: pragma.end, text: '' }];
}

/**
 * The blank lines between a module's imports and the code below them, one or two, as the module has them.
 * @see https://pycqa.github.io/isort/docs/configuration/options.html#lines-after-imports
 */
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
