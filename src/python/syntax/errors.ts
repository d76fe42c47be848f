import type { Node } from '../../types.ts';
import { ofType } from './query.ts';
import { descendants, leading, lineStart } from './tree.ts';

/** The UTF-16 offset at which a text is not Python 3, or is parsed otherwise than Python does, and why; else null. */
export function objectionTo(root: Node): { readonly offset: number; readonly reason: string } | null {
  const alone = returnAlone(root);
  if (alone !== null)
    return { offset: alone, reason: 'a line that ends in a carriage return alone: it stays as it is' };
  const bad = firstError(root);
  return bad === null ? null : { offset: bad.start, reason: syntaxReason(bad) };
}

/**
 * The first CR without LF outside a string. It ends a line for Python and not for the parser, which reads the code
 * behind it as part of a comment.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#physical-lines
 */
function returnAlone(root: Node): number | null {
  const { text } = root.tree;
  for (const { index } of text.matchAll(/\r(?!\n)/g)) {
    if (!ofType(root, 'string').some(({ start, end }) => start < index && index < end)) return index;
  }
  return null;
}

/**
 * A statement with neither newline nor semicolon before it: the parser accepts that, and Python does not.
 * @see https://docs.python.org/3/reference/compound_stmts.html
 */
function joinedStatement(suite: Node): Node | null {
  const { text } = suite.tree;
  const statements = suite.children.filter(({ named, type }) => named && !/^(comment|line_continuation)$/.test(type));
  const joined = statements.find((at, index) => {
    const before = statements[index - 1];
    // In this grammar some statements end after their newline.
    return before !== undefined && !/[;\n\r]/.test(text.slice(Math.max(before.start, before.end - 1), at.start));
  });
  return joined ?? null;
}

/** Statements of Python 2, which the grammar parses too. */
const PYTHON_2 = new Set(['print_statement', 'exec_statement']);

function firstError(root: Node): Node | null {
  for (const node of descendants(root)) {
    if (node.type === 'ERROR' || node.type === 'MISSING') return node;
    if (PYTHON_2.has(node.type) || isOldHandler(node)) return node;
    if (node.type !== 'block' && node.type !== 'module') continue;
    if (!isAligned(node)) return node;
    const joined = joinedStatement(node);
    if (joined !== null) return joined;
  }
  return null;
}

/**
 * `except ImportError, error:`, Python 2's form of `as`. Python 3.14 reads the second as another exception, but no
 * exception has a name in lower case.
 * @see https://peps.python.org/pep-0758/
 */
function isOldHandler(node: Node): boolean {
  const { text } = node.tree;
  if (node.type !== 'except_clause' || !node.children.some((child) => child.type === ',')) return false;
  const name = node.children.filter((child) => child.field === 'value').at(-1);
  return name !== undefined && /^[a-z_]\w*$/.test(text.slice(name.start, name.end));
}

/**
 * Whether all statements of a suite that start a line have the same indentation, which the grammar does not enforce;
 * a form feed at the start of a line does not count.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#indentation
 */
function isAligned(suite: Node): boolean {
  const { text } = suite.tree;
  const found = new Set<string>();
  for (const child of suite.children) {
    // A form feed resets the indentation before it; a line that djguard indents could not do the same.
    if (/^[ \t\f]*[ \t]\f[ \t\f]*$/.test(text.slice(lineStart(text, child.start), child.start))) return false;
    const indent = child.named && child.type !== 'comment' ? leading(text, child.start) : null;
    if (indent !== null) found.add(indent);
  }
  return suite.type === 'module' ? [...found].every((indent) => indent === '') : found.size <= 1;
}

const TEMPLATE = /\{%-?\s*\w+.*?%\}|\{\{-?\s*[\w.]+\s*(\|[^}]*)?\}\}/;

function syntaxReason(node: Node): string {
  const { text } = node.tree;
  if (TEMPLATE.test(text)) return 'a template, not Python: it stays as it is';
  if (/^(block|module)$/.test(node.type)) return 'inconsistent indentation: it stays as it is';
  if (PYTHON_2.has(node.type) || isPython2(text)) return 'Python 2 source: it stays as it is';
  return 'a syntax error: it stays as it is';
}

function isPython2(text: string): boolean {
  return /^[ \t]*print\s+["'%\w]|^[ \t]*except\s+[\w.]+\s*,\s*\w+\s*:|^[ \t]*raise\s+\w+\s*,/m.test(text);
}
