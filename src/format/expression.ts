import { field, fields, items, textOf } from '../python/syntax/tree.ts';
import type { Node, SourceFile } from '../types.ts';
import { between, bracket, orNull, parenthesized, Unprintable } from './brackets.ts';
import { type Doc, group, join, SPACE } from './doc.ts';
import { DISPLAYS, isOperation, operands } from './operators.ts';

const WORDS = new Set([
  'identifier',
  'string',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'ellipsis',
  'attribute',
  'subscript',
  'lambda',
  'unary_operator',
  'concatenated_string',
  'dotted_name',
]);

/**
 * The layout of an expression, as black and ruff format have it. Tokens stay as they are.
 * @param rigid whether lines may only end within brackets.
 * @throws Unprintable for code that the printer has no layout for, such as strings of several lines.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#how-black-wraps-lines
 */
export function expression(source: SourceFile, node: Node, rigid = false): Doc {
  const inner = (at: Node): Doc => part(source, at);
  if (DISPLAYS.has(node.type)) return bracket(source, node, inner);
  if (node.type === 'subscript' && DISPLAYS.has(node.children[0]?.type ?? '')) return sliceOf(source, node);
  if (WORDS.has(node.type)) return word(node);
  if (isCommented(node)) throw new Unprintable();
  if (node.type === 'conditional_expression' || isOperation(node)) {
    const parts = operands(node).map(({ before, node: at }) => [before, expression(source, at, rigid)]);
    const doc = join(parts, rigid ? ' ' : SPACE);
    return rigid ? doc : group(doc);
  }
  const [first, second] = items(node);
  if (first === undefined) throw new Unprintable();
  switch (node.type) {
    case 'call':
      return isChained(first) ? word(node) : [inner(first), inner(second as Node)];
    case 'parenthesized_expression':
      return between('(', expression(source, first), ')');
    case 'list_splat':
    case 'dictionary_splat':
      return [textOf(node).startsWith('**') ? '**' : '*', inner(first)];
    case 'named_expression':
      return [textOf(first), ' := ', inner(second as Node)];
    case 'not_operator':
      return ['not ', expression(source, first, rigid)];
    case 'pair':
      return [inner(first), ': ', inner(second as Node)];
    case 'keyword_argument':
      return [textOf(first), '=', inner(second as Node)];
  }
  if (/(comprehension|generator_expression)$/.test(node.type)) return comprehension(source, node);
  return word(node);
}

/**
 * The layout of a part of a display, a call or a pair. A conditional expression that gets lines gets parentheses: black
 * adds them, and ruff keeps them; one that has lines and no parentheses was laid out by ruff.
 * @see https://docs.astral.sh/ruff/formatter/black/#parenthesizing-long-nested-expressions
 */
function part(source: SourceFile, node: Node): Doc {
  const doc = expression(source, node);
  if (node.type !== 'conditional_expression' || textOf(node).includes('\n')) return doc;
  const sole = node.parent?.type === 'argument_list' && items(node.parent).length === 1;
  return sole ? doc : parenthesized(doc);
}

/** Code that stays as it is written. */
function word(node: Node): string {
  const written = textOf(node);
  if (/[\r\n]/.test(written)) throw new Unprintable();
  return written;
}

/** `[...][index]`, a subscript of a display. */
function sliceOf(source: SourceFile, node: Node): Doc {
  const [display, index, more] = items(node);
  if (display === undefined || index === undefined || more !== undefined || isCommented(node)) throw new Unprintable();
  return [expression(source, display), between('[', word(index), ']')];
}

function comprehension(source: SourceFile, node: Node): Doc {
  if (isCommented(node)) throw new Unprintable();
  const [body, ...clauses] = items(node);
  const parts = clauses.map((clause) => clauseOf(source, clause));
  const { text } = source;
  const doc = group(join([expression(source, body as Node), ...parts], SPACE));
  return between(text[node.start] as string, doc, text[node.end - 1] as string);
}

function clauseOf(source: SourceFile, clause: Node): Doc {
  if (isCommented(clause)) throw new Unprintable();
  const [only] = items(clause);
  if (clause.type === 'if_clause') return ['if ', expression(source, only as Node)];
  const left = field(clause, 'left');
  const [right, more] = fields(clause, 'right');
  if (clause.type !== 'for_in_clause' || !left || !right || more || clause.children[0]?.type !== 'for')
    throw new Unprintable();
  return ['for ', word(left), ' in ', expression(source, right)];
}

/**
 * Whether a call is made on the result of another one: formatters may put each on a line of its own.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#call-chains
 */
function isChained(called: Node): boolean {
  const [value] = items(called);
  if (called.type !== 'attribute' || value === undefined) return false;
  return /^(call|subscript)$/.test(value.type) || isChained(value);
}

function isCommented(node: Node): boolean {
  return node.children.some((child) => child.type === 'comment');
}

/** The layout of a part of a display, a call or a pair; null where the printer has none. */
export function layoutOf(source: SourceFile, node: Node): Doc | null {
  return orNull(() => part(source, node));
}
