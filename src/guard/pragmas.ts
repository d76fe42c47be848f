import { descendants, lineEnd, lineStart, slice } from '../python/tree.ts';
import type { Line } from './lines.ts';
import type { Site } from './site.ts';

const PRAGMA = /#\s*(noqa|type:|pyright:|pylint:|mypy:|fmt:)/;

/** What a statement tells linters and type checkers about its own lines, with the gap in front; empty for nothing. */
export function pragmaOf({ source: { root, text }, statement }: Site): string {
  const ends = [lineEnd(text, statement.start), lineEnd(text, statement.end)];
  for (const node of descendants(root, (at) => at.end >= statement.start && at.start <= lineEnd(text, statement.end))) {
    if (node.type !== 'comment' || !ends.includes(node.end) || !PRAGMA.test(slice(text, node))) continue;
    const entry = lineStart(text, node.start) > statement.start && node.end < statement.end;
    if (!entry) return `  ${slice(text, node)}`;
  }
  return '';
}

/** New lines that name the statement's target get the statement's pragmas: the linter would say there what it said here. */
export function withPragma(site: Site, target: string, lines: readonly Line[]): Line[] {
  const pragma = pragmaOf(site);
  if (pragma === '') return [...lines];
  return lines.map((at) => {
    const names = at.text.includes(target) && !at.verbatim && !at.text.includes('#');
    return names ? { text: at.text + pragma, verbatim: false } : at;
  });
}
