import type { Boundary } from '../../python/semantics/extent/boundary.ts';
import type { Extent } from '../../python/semantics/extent/extent.ts';
import { isFalsy } from '../../python/semantics/worlds/package-absent.ts';
import { isSequence, items, textOf, unwrap, wrapped } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import { type EntryRun, emptyOf, entryRuns, isDisplay, isItem } from '../entry/runs.ts';
import type { Fix, Test } from '../fix.ts';
import type { Site } from '../site.ts';
import { alternativeText, isLogHandler } from '../value/alternative.ts';
import { argumentRuns } from '../value/log-handler.ts';
import { type Choice, ternary } from './ternary.ts';

type Branch = Extract<Boundary, { kind: 'branch' }>;

/** Makes the package's parts of a statement conditional where they stand. */
export function inline(site: Site): Fix {
  const { source, root, statement, extents, references } = site;
  const edits = (test: Test): Edit[] => {
    const containers = new Map<Node, Set<Node>>();
    const found: Edit[] = [];
    for (const extent of extents) {
      const { boundary } = extent;
      if (boundary.kind === 'single') found.push(...inlineSingle(site, extent, test));
      else if (boundary.kind !== 'item') found.push(...inlineBoundary(source, boundary, test));
      else containers.set(boundary.container, (containers.get(boundary.container) ?? new Set()).add(boundary.node));
    }
    for (const [container, ours] of containers) {
      const runs = entryRuns(source, container, ours, root).flatMap((run) => inlineRun(source, run, test));
      found.push(...(container.type === 'expression_list' ? enclosed(container, runs) : runs));
    }
    return found;
  };
  return { kind: 'inline', statement, references, edits };
}

function inlineBoundary(source: SourceFile, boundary: Boundary, test: Test): Edit[] {
  if (boundary.kind === 'condition') return [insertion(boundary.node.start, `${test.present} and `)];
  if (boundary.kind === 'branch') return inlineBranch(source, boundary, test);
  const pair = boundary.kind === 'value' && boundary.parent.type === 'pair' && !isSequence(unwrap(boundary.node));
  return pair ? [inlinePairs(source, [boundary.parent], test)] : inlineValue(source, boundary.node, test);
}

function insertion(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

function replaced(source: SourceFile, choice: Choice, test: Test): Edit {
  return { start: choice.start, end: choice.end, text: ternary(source, choice, test) };
}

/**
 * Puts parentheses around a tuple that has none: without them Python takes no `*` in `return` and `yield` before 3.8,
 * and in `for` before 3.9.
 * @see https://docs.python.org/3/whatsnew/3.8.html#other-language-changes
 */
function enclosed({ start, end }: Node, edits: readonly Edit[]): Edit[] {
  return [insertion(start, '('), ...edits, insertion(end, ')')];
}

/**
 * `*(["a"] if <present> else [])` in the place of a run of items; with a comment between them, one for each item.
 * @see https://docs.python.org/3/reference/expressions.html#list-displays
 */
function inlineRun(source: SourceFile, run: EntryRun, test: Test): Edit[] {
  const [first] = run.items as [Node];
  const last = run.items.at(-1) as Node;
  const commented = run.container.children.some(
    (child) => child.type === 'comment' && child.start > first.start && child.start < last.end,
  );
  const groups = commented ? run.items.map((item) => [item]) : [run.items];
  return groups.map((group) => replaced(source, choiceOf(group), test));
}

function choiceOf(group: readonly Node[]): Choice {
  const [first] = group as [Node];
  const range = { start: first.start, end: (group.at(-1) as Node).end, empty: '[]', splat: '*' };
  if (group.length > 1 || first.type !== 'list_splat') {
    return { ...range, parts: group.map((item) => textOf(item)), brackets: ['[', ']'] };
  }
  return { ...range, parts: [operandText(items(first)[0] as Node)], brackets: null };
}

/** An expression as the value of a conditional one, without the parentheses that it does not need there. */
function operandText(value: Node): string {
  const inner = unwrap(value);
  const isLoose = /^(conditional_expression|lambda|named_expression)$/.test(inner.type);
  return isLoose ? `(${textOf(inner)})` : textOf(inner);
}

/**
 * `**({key: value} if <present> else {})` in the place of neighbouring pairs of a dictionary.
 * @see https://docs.python.org/3/reference/expressions.html#dictionary-displays
 */
function inlinePairs(source: SourceFile, pairs: readonly Node[], test: Test): Edit {
  const parts = pairs.map((pair) => textOf(pair));
  const range = { start: (pairs[0] as Node).start, end: (pairs.at(-1) as Node).end };
  return replaced(source, { ...range, parts, brackets: ['{', '}'], empty: '{}', splat: '**' }, test);
}

/** `(value if <present> else [])` in the place of all of a value or an operand. */
export function inlineValue(source: SourceFile, node: Node, test: Test): Edit[] {
  const inner = unwrap(node);
  const written = operandText(inner);
  const bare = /^(assignment|augmented_assignment|return_statement)$/.test(node.parent?.type ?? '');
  const range = { start: node.start, end: node.end, empty: emptyOf(node), splat: '', bare };
  const loose = inner.type === 'expression_list';
  const display = (loose || isSequence(inner)) && !inner.children.some((child) => child.type === 'comment');
  if (!display) return [replaced(source, { ...range, parts: [written], brackets: null }, test)];
  const parts = items(inner).map((item) => textOf(item));
  const brackets = loose ? (['(', ')'] as const) : ([written[0] as string, written.at(-1) as string] as const);
  return [replaced(source, { ...range, parts, brackets }, test)];
}

/**
 * `(value if <present> else alternative)` in the place of a value for which another stands in. The other keys of a
 * logging handler are arguments of its own class, and go with it.
 * @see https://docs.python.org/3/library/logging.config.html#dictionary-schema-details
 */
function inlineSingle(site: Site, extent: Extent, test: Test): Edit[] {
  const { source } = site;
  const { node } = extent.boundary;
  const [reference] = extent.references;
  const parts = [operandText(node)];
  const choice = {
    start: node.start,
    end: node.end,
    parts,
    brackets: null,
    empty: alternativeText(site, extent),
    splat: '',
  };
  const runs = reference && isLogHandler(reference.destination.names) ? argumentRuns(node) : [];
  return [replaced(source, choice, test), ...runs.map((run) => inlinePairs(source, run, test))];
}

/** Adds the test to a condition that is already there, or leaves one branch empty where the other one is not. */
function inlineBranch(source: SourceFile, { node, parent }: Branch, test: Test): Edit[] {
  if (parent.type === 'boolean_operator') return [insertion(node.start, `${test.present} and `)];
  const [body, condition, alternative] = items(parent) as [Node, Node, Node];
  const other = node === body ? alternative : body;
  if (!isFalsy(other)) {
    if (isDisplay(node)) return inlineValue(source, node, test);
    if (isItem(parent)) return splicedChoice(source, parent, [node, other], test);
  }
  const [joint, asked] = node === body ? ['and', test.present] : ['or', test.absent];
  return joined(condition, joint, asked);
}

/**
 * `*((["x"] if <present> else []) if DEBUG else ["y"])` in the place of `"x" if DEBUG else "y"`: without the package no
 * "y" takes the place of "x".
 */
function splicedChoice(source: SourceFile, choice: Node, [ours, other]: readonly [Node, Node], test: Test): Edit[] {
  const outer = wrapped(choice);
  const [open, close] = outer === choice ? ['*(', ')'] : ['*', ''];
  const value = { start: ours.start, end: ours.end, parts: [textOf(ours)], brackets: ['[', ']'] as const };
  return [
    insertion(outer.start, open),
    replaced(source, { ...value, empty: '[]', splat: '' }, test),
    insertion(other.start, '['),
    insertion(other.end, ']'),
    insertion(outer.end, close),
  ].filter(({ text }) => text !== '');
}

/**
 * The edits that add another condition to one that is already there, with parentheses where precedence demands them.
 * @param joint `and` or `or`.
 * @see https://docs.python.org/3/reference/expressions.html#operator-precedence
 */
export function joined(condition: Node, joint: string, asked: string): Edit[] {
  const loose = /^(conditional_expression|lambda|named_expression)$/.test(condition.type);
  const other = condition.type === 'boolean_operator' && !condition.children.some((child) => child.type === joint);
  if (!loose && !other) return [insertion(condition.end, ` ${joint} ${asked}`)];
  return [insertion(condition.start, '('), insertion(condition.end, `) ${joint} ${asked}`)];
}
