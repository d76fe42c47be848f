import type { Node, Outcome, SourceFile, Tree } from '../types.ts';
import { ofType } from './find.ts';
import type { Parse } from './parser.ts';
import { descendants } from './tree.ts';

type Failed = Extract<Outcome, { status: 'failed' }>;

/** The width that black and ruff format use when a project sets none. */
const DEFAULT_WIDTH = 88;

/**
 * Parses one source.
 * @returns the source, or a failure with its place where the text is not Python 3.
 */
export function readSource(parse: Parse, path: string, text: string, width = DEFAULT_WIDTH): SourceFile | Failed {
  if (text.includes('\0')) return failed(text, text.indexOf('\0'), 'a NUL byte: this is not Python source');
  const root = parse(text);
  const bad = firstError(root, text);
  if (bad !== null) return failed(text, bad.start, syntaxReason(text, bad));
  return { path, text, root, newline: newlineOf(text), indent: indentOf(root, text), width };
}

/** The line and column of an offset, both from 1; columns count UTF-16 units, without a byte order mark. */
export function position(text: string, offset: number): { line: number; column: number } {
  return placeAt(lineStarts({ text: text.slice(0, offset) }), text, offset);
}

/** The same in a text that is parsed: there it is no matter how often somebody asks. */
export function positionIn(tree: Tree, offset: number): { line: number; column: number } {
  return placeAt(tree.once(lineStarts), tree.text, offset);
}

function lineStarts({ text }: Pick<Tree, 'text'>): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (newline) => newline.index + newline[0].length)];
}

function placeAt(starts: readonly number[], text: string, offset: number): { line: number; column: number } {
  let [line, beyond] = [0, starts.length];
  while (beyond - line > 1) {
    const middle = (line + beyond) >> 1;
    if ((starts[middle] as number) <= offset) line = middle;
    else beyond = middle;
  }
  const mark = line === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  return { line: line + 1, column: offset - (starts[line] as number) + 1 - mark };
}

/** Whether a file is a migration by its place: what is in it was once run, and is run again everywhere. */
export function isMigration(path: string): boolean {
  return /(^|[\\/])migrations[\\/]/.test(path);
}

function failed(text: string, offset: number, reason: string): Failed {
  return { status: 'failed', reason, ...position(text, offset) };
}

/** A statement that nothing parts from the one before it: the parser takes that, and Python does not. */
function joinedStatement(suite: Node, text: string): Node | null {
  const statements = suite.children.filter(({ named, type }) => named && !/^(comment|line_continuation)$/.test(type));
  const joined = statements.find((at, index) => {
    const before = statements[index - 1];
    // Some statements end behind their last newline.
    return before !== undefined && !/[;\n\r]/.test(text.slice(Math.max(before.start, before.end - 1), at.start));
  });
  return joined ?? null;
}

/** Python 2's statements parse, so they are asked for by name. */
const PYTHON_2 = new Set(['print_statement', 'exec_statement']);

function firstError(root: Node, text: string): Node | null {
  for (const node of descendants(root)) {
    if (node.type === 'ERROR' || node.type === 'MISSING') return node;
    if (PYTHON_2.has(node.type) || isOldHandler(node, text)) return node;
    if (node.type !== 'block' && node.type !== 'module') continue;
    if (!isAligned(node, text)) return node;
    const joined = joinedStatement(node, text);
    if (joined !== null) return joined;
  }
  return null;
}

/** `except ImportError, error:`: Python 3.14 takes the second for another exception, but none is written so. */
function isOldHandler(node: Node, text: string): boolean {
  if (node.type !== 'except_clause' || !node.children.some((child) => child.type === ',')) return false;
  const name = node.children.filter((child) => child.field === 'value').at(-1);
  return name !== undefined && /^[a-z_]\w*$/.test(text.slice(name.start, name.end));
}

/** Whether all the statements of a suite that start a line start it alike: the grammar alone does not ask for it. */
function isAligned(suite: Node, text: string): boolean {
  const found = new Set<string>();
  for (const child of suite.children) {
    // A form feed makes nothing of the spaces before it, which no line of a guard could do after it.
    if (/^[ \t\f]*[ \t]\f[ \t\f]*$/.test(lineBefore(text, child.start))) return false;
    const indent = child.named && child.type !== 'comment' ? leading(text, child.start) : null;
    if (indent !== null) found.add(indent);
  }
  return suite.type === 'module' ? [...found].every((indent) => indent === '') : found.size <= 1;
}

const TEMPLATE = /\{%-?\s*\w+.*?%\}|\{\{-?\s*[\w.]+\s*(\|[^}]*)?\}\}/;

function syntaxReason(text: string, node: Node): string {
  if (TEMPLATE.test(text)) return 'a template, not Python: it stays as it is';
  if (/^(block|module)$/.test(node.type)) return 'inconsistent indentation: it stays as it is';
  if (PYTHON_2.has(node.type) || isPython2(text)) return 'Python 2 source: it stays as it is';
  return 'a syntax error: it stays as it is';
}

function isPython2(text: string): boolean {
  return /^\s*print\s+["'%\w]|^\s*except\s+[\w.]+\s*,\s*\w+\s*:|^\s*raise\s+\w+\s*,/m.test(text);
}

function newlineOf(text: string): '\n' | '\r\n' {
  let [crlf, all] = [0, 0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    all += 1;
    if (text[at - 1] === '\r') crlf += 1;
  }
  return crlf > all - crlf ? '\r\n' : '\n';
}

/** The indentation of the first indented suite; four spaces where there is none. */
function indentOf(root: Node, text: string): string {
  for (const node of ofType(root, 'block')) {
    const inner = leading(text, node.start);
    const outer = leading(text, (node.parent as Node).start);
    if (inner !== null && outer !== null && inner.length > outer.length) return inner.slice(outer.length);
  }
  return '    ';
}

function leading(text: string, offset: number): string | null {
  const before = lineBefore(text, offset);
  return /^[ \t]*$/.test(before) ? before : null;
}

/** What stands before an offset in its line. */
function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}
