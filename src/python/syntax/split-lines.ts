import type { Edit, Node, SourceFile } from '../../types.ts';
import { indentAt, items, lineEnd, lineStart, suiteOf } from './tree.ts';

/**
 * Whether a statement shares a line with another, or with the header of its suite, or ends in a semicolon.
 * @see https://docs.python.org/3/reference/compound_stmts.html
 */
export function sharesLine({ text }: SourceFile, statement: Node): boolean {
  const before = text.slice(lineStart(text, statement.start), statement.start);
  return before.trim() !== '' || /^[ \t]*;/.test(text.slice(statement.end, lineEnd(text, statement.end)));
}

/** The edits that give every statement on the line of a statement a line of its own. */
export function splitLine(source: SourceFile, statement: Node): Edit[] {
  const { text, newline } = source;
  const suite = suiteOf(statement);
  const candidates = items(suite).filter(
    (other) => lineStart(text, other.start) === lineStart(text, statement.start) || suite.type === 'block',
  );
  const sharing = candidates.filter((other) => sharesLine(source, other));
  const header = suite.type === 'block' && lineStart(text, suite.start) === lineStart(text, suite.parent?.start ?? 0);
  const indent = indentAt(
    text,
    lineStart(text, suite.type === 'block' ? (header ? (suite.parent as Node).start : suite.start) : statement.start) +
      firstColumn(statement),
  );
  const base = header ? indent + source.indent : indent;
  return sharing.flatMap((at) => separate(at, newline + base));
}

function firstColumn(statement: Node): number {
  const { text } = statement.tree;
  const line = text.slice(lineStart(text, statement.start), statement.start);
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}

function separate(statement: Node, gap: string): Edit[] {
  const { text } = statement.tree;
  const edits: Edit[] = [];
  const start = lineStart(text, statement.start);
  const before = text.slice(start, statement.start);
  if (before.trim() !== '') {
    const space = /[ \t;]*$/.exec(before)?.[0].length ?? 0;
    edits.push({ start: statement.start - space, end: statement.start, text: gap });
  }
  const trailing = /^[ \t]*;[ \t]*(?=#|$)/.exec(text.slice(statement.end, lineEnd(text, statement.end)));
  if (trailing !== null) {
    const comment = text.slice(statement.end + trailing[0].length, lineEnd(text, statement.end)) === '' ? '' : '  ';
    edits.push({ start: statement.end, end: statement.end + trailing[0].length, text: comment });
  }
  return edits;
}
