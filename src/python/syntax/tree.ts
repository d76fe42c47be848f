import type { Node } from '../../types.ts';
import { unescaped } from './escapes.ts';

const SUITES = new Set(['module', 'block']);
const SEQUENCES = new Set(['list', 'tuple', 'set']);

/** The child in a grammar field, or null. */
export function field(node: Node, name: string): Node | null {
  for (const child of node.children) if (child.field === name) return child;
  return null;
}

/** All children in a grammar field, in order. */
export function fields(node: Node, name: string): Node[] {
  return node.children.filter((child) => child.field === name);
}

/** The named children that are not comments: statements, list items, arguments. */
export function items(node: Node): Node[] {
  return node.children.filter((child) => child.named && child.type !== 'comment');
}

/**
 * The source text of a node; of an identifier, as Python compares it.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#identifiers
 */
export function textOf(node: Node): string {
  const text = node.tree.text.slice(node.start, node.end);
  return node.type === 'identifier' && /[^\0-\x7f]/.test(text) ? text.normalize('NFKC') : text;
}

/** The node and everything below it, in source order. */
export function descendants(node: Node): readonly Node[] {
  const { nodes } = node.tree;
  return node.last === nodes.length - 1 && node.index === 0 ? nodes : nodes.slice(node.index, node.last + 1);
}

/** The parents from the nearest outward. */
export function* ancestors(node: Node): Generator<Node> {
  for (let parent = node.parent; parent !== null; parent = parent.parent) yield parent;
}

/** Whether a node holds statements: the module or an indented suite. */
export function isSuite(node: Node): boolean {
  return SUITES.has(node.type);
}

/** Whether a node is a list, tuple or set display. */
export function isSequence(node: Node): boolean {
  return SEQUENCES.has(node.type);
}

/** The innermost statement that holds the node, or the node itself where it is one. */
export function statementOf(node: Node): Node {
  for (let at: Node = node; ; at = at.parent) if (at.parent === null || isSuite(at.parent)) return at;
}

/** The suite that a statement stands in. */
export function suiteOf(statement: Node): Node {
  return statement.parent ?? statement;
}

/** The node inside any number of parentheses. */
export function unwrap(node: Node): Node {
  let at = node;
  while (at.type === 'parenthesized_expression') at = items(at)[0] ?? at.children[0] ?? at;
  return at;
}

/** The node with all the parentheses around it. */
export function wrapped(node: Node): Node {
  let at = node;
  while (at.parent?.type === 'parenthesized_expression') at = at.parent;
  return at;
}

/** The value of a string literal, or of several side by side; null for bytes, and where there is interpolation. */
export function stringValue(node: Node): string | null {
  if (node.type === 'concatenated_string') {
    const parts = items(node).map((part) => stringValue(part));
    return parts.includes(null) ? null : parts.join('');
  }
  if (node.type !== 'string') return null;
  const [, prefix = '', , body] = /^([rRuU]*)("""|'''|"|')([\s\S]*)\2$/.exec(textOf(node)) ?? [];
  return body === undefined || /r/i.test(prefix) ? (body ?? null) : unescaped(body);
}

/** The last name of an identifier, attribute or subscript: `path` of `urls.path`, `DEBUG` of `env["DEBUG"]`. */
export function lastName(node: Node | null): string | null {
  if (node === null) return null;
  if (node.type === 'identifier') return textOf(node);
  if (node.type === 'attribute') return lastName(field(node, 'attribute'));
  if (node.type === 'subscript') {
    const key = field(node, 'subscript');
    return (key && stringValue(key)) ?? lastName(field(node, 'value'));
  }
  if (node.type === 'parenthesized_expression') return lastName(unwrap(node));
  return null;
}

/** The name that a call calls, such as `include` of `urls.include(x)`; null where the node is no call. */
export function calledName(node: Node | null): string | null {
  return node?.type === 'call' ? lastName(field(node, 'function')) : null;
}

/** A node's text without white space. */
export function compact(node: Node): string {
  return textOf(node).replace(/\s+/g, '');
}

/** Whether two nodes have the same text, white space aside. */
export function sameText(a: Node | null, b: Node | null): boolean {
  if (a === null || b === null || a.tree.text[a.start] !== b.tree.text[b.start]) return false;
  return compact(a) === compact(b);
}

/** The nearest ancestor of one of these types, or null. */
export function enclosing(node: Node, ...types: string[]): Node | null {
  for (const parent of ancestors(node)) if (types.includes(parent.type)) return parent;
  return null;
}

/** Whether the range of one node includes that of another, which may be itself. */
export function contains(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The start of the line that holds an offset, after a byte order mark and form feeds, which do not indent. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  while (start < offset && (text[start] === '\f' || (start === 0 && text[start] === '\uFEFF'))) start++;
  return start;
}

/** The offset of the line's end, before its newline. */
export function lineEnd(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) if (text[at] === '\n' || text[at] === '\r') return at;
  return text.length;
}

/** The start of the line below, or the text's end where there is none. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0);
}

/** The white space that a line starts with, up to an offset in it. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** The text before an offset in its line where that is an indentation; else null. */
export function leading(text: string, offset: number): string | null {
  const before = text.slice(lineStart(text, offset), offset);
  return /^[ \t]*$/.test(before) ? before : null;
}
