import type { Stop } from '../python/growth.ts';
import { indentAt, isSequence, items, lineEnd, lineStart, slice, unwrap } from '../python/tree.ts';
import type { Edit, Node, SourceFile } from '../types.ts';
import type { Run } from './rows.ts';

/** An expression that is true where the package is there, and its opposite. */
export interface Test {
  readonly present: string;
  readonly absent: string;
}

/** `*(["a"] if <present> else [])` in the place of a run of items. */
export function inlineRun(source: SourceFile, run: Run, test: Test): Edit[] {
  const [first] = run.items as [Node];
  const last = run.items.at(-1) as Node;
  const groups = hasComments(source, run) ? run.items.map((item) => [item]) : [run.items];
  if (groups.length === 1 && first === last && first.type === 'list_splat') {
    const inner = unwrap(items(first)[0] as Node);
    return [
      {
        start: first.start,
        end: first.end,
        text: `*${conditional(source, inner, [slice(source.text, inner)], '[]', test, 1)}`,
      },
    ];
  }
  return groups.map((group) => {
    const range = { start: (group[0] as Node).start, end: (group.at(-1) as Node).end };
    const value = group.map((item) => slice(source.text, item));
    return { ...range, text: `*${conditional(source, range, value, '[]', test, 1, ['[', ']'])}` };
  });
}

function hasComments(source: SourceFile, run: Run): boolean {
  const start = (run.items[0] as Node).start;
  const end = (run.items.at(-1) as Node).end;
  return (
    run.container.children.some((child) => child.type === 'comment' && child.start > start && child.start < end) ||
    source.text.slice(start, end).includes('#')
  );
}

/** `**({key: value} if <present> else {})` in the place of one pair of a dictionary. */
export function inlinePair(source: SourceFile, pair: Node, test: Test): Edit[] {
  return [
    {
      start: pair.start,
      end: pair.end,
      text: `**${conditional(source, pair, [slice(source.text, pair)], '{}', test, 2, ['{', '}'])}`,
    },
  ];
}

/** `(value if <present> else [])` in the place of a whole value or operand. */
export function inlineValue(source: SourceFile, node: Node, test: Test): Edit[] {
  const empty = unwrap(node).type === 'tuple' ? '()' : '[]';
  const inner = unwrap(node);
  const brackets = isSequence(inner)
    ? ([slice(source.text, inner)[0], slice(source.text, inner).at(-1)] as [string, string])
    : undefined;
  const parts =
    brackets === undefined || hasComment(inner)
      ? [slice(source.text, inner)]
      : items(inner).map((item) => slice(source.text, item));
  const text = conditional(
    source,
    node,
    parts,
    empty,
    test,
    0,
    parts.length > 0 && !hasComment(inner) ? brackets : undefined,
  );
  return [{ start: node.start, end: node.end, text }];
}

function hasComment(node: Node): boolean {
  return node.children.some((child) => child.type === 'comment');
}

/** Adds the test to a condition that is already there. */
export function inlineBranch(stop: Extract<Stop, { kind: 'branch' }>, test: Test): Edit[] {
  if (stop.parent.type === 'boolean_operator')
    return [{ start: stop.node.start, end: stop.node.start, text: `${test.present} and ` }];
  const [body, condition] = items(stop.parent) as [Node, Node];
  const [joint, asked] = stop.node === body ? ['and', test.present] : ['or', test.absent];
  const loose =
    condition.type === 'conditional_expression' || condition.type === 'lambda' || condition.type === 'named_expression';
  const other = condition.type === 'boolean_operator' && !condition.children.some((child) => child.type === joint);
  if (!loose && !other) return [{ start: condition.end, end: condition.end, text: ` ${joint} ${asked}` }];
  return [
    { start: condition.start, end: condition.start, text: '(' },
    { start: condition.end, end: condition.end, text: `) ${joint} ${asked}` },
  ];
}

/** Writes the conditional expression on one line where that fits, else as black and ruff format write it. */
function conditional(
  source: SourceFile,
  range: { start: number; end: number },
  parts: readonly string[],
  empty: string,
  test: Test,
  prefix: number,
  brackets?: readonly [string, string],
): string {
  const { text, newline, width } = source;
  const [open, close] = brackets ?? ['', ''];
  const comma = open === '(' && parts.length === 1 ? ',' : '';
  const value = open + parts.join(', ') + comma + close;
  const indent = indentAt(text, lineStart(text, range.start) + text.slice(lineStart(text, range.start)).search(/\S/));
  const deeper = indent + source.indent;
  const one = `${value} if ${test.present} else ${empty}`;
  const before = range.start - lineStart(text, range.start) + prefix;
  const after = /^[\])},]*/.exec(text.slice(range.end, lineEnd(text, range.end)))?.[0].length ?? 0;
  const single = !value.includes('\n');
  const wide = lineEnd(text, range.start) - lineStart(text, range.start) > width;
  if (single && wide) return `(${one})`;
  if (single && before + one.length + 2 + after <= width) return `(${one})`;
  if (single && deeper.length + one.length <= width) return `(${newline}${deeper}${one}${newline}${indent})`;
  const exploded =
    single && deeper.length + value.length <= width ? value : explodeParts(source, parts, open, close, deeper);
  return `(${newline}${[exploded, `if ${test.present}`, `else ${empty}`].map((row) => deeper + row).join(newline)}${newline}${indent})`;
}

function explodeParts(
  source: SourceFile,
  parts: readonly string[],
  open: string,
  close: string,
  indent: string,
): string {
  if (open === '') return parts.join('');
  const inner = indent + source.indent;
  return `${open}${source.newline}${parts.map((part) => `${inner}${part},`).join(source.newline)}${source.newline}${indent}${close}`;
}
