import type { Stop } from '../python/growth.ts';
import { isUnder } from '../python/imports.ts';
import type { Mention } from '../python/mentions.ts';
import { isReference } from '../python/scopes.ts';
import {
  calledName,
  descendants,
  enclosing,
  field,
  isSequence,
  items,
  lastName,
  sameText,
  slice,
  stringValue,
  suiteOf,
  unwrap,
} from '../python/tree.ts';
import type { Use } from '../python/uses.ts';
import type { Edit, Node, SourceFile } from '../types.ts';
import { extract, extractOperand } from './extract.ts';
import { inlineBranch, inlinePair, inlineRun, inlineValue, type Test } from './inline.ts';
import { type Line, line } from './lines.ts';
import type { Plan } from './plan.ts';
import { adviceFor, GENERIC } from './refusals.ts';
import { runsOf } from './rows.ts';

/** Dictionaries whose pairs may be left out one by one. */
const OPEN_DICTIONARIES = new Set(['libraries']);

/** Decides what becomes of one statement, from all the package's uses in it. */
export function decide(source: SourceFile, root: string, statement: Node, uses: readonly Use[]): Plan {
  const mentions = uses.flatMap((use) => use.mentions);
  const { text } = source;
  const lookup = decideLookup(statement, uses, text);
  if (lookup !== null) return lookup;
  if (statement.type === 'expression_statement') {
    const effect = uses
      .map((use) => refusal(use.stop, text))
      .find((advice) => advice === PATCHES || advice === BREAKPOINT);
    if (effect !== undefined && effect !== null) return { kind: 'refuse', statement, mentions, advice: effect };
    const inherited = inheritedValue(statement, text);
    if (inherited !== null && uses.some((use) => use.stop.kind === 'statement')) {
      if (!isRow(inherited)) return { kind: 'refuse', statement, mentions, advice: INHERITED };
      return { kind: 'inline', statement, mentions, edits: (test) => inlineValue(source, inherited, test) };
    }
    if (
      uses.some((use) => use.stop.kind === 'statement') ||
      isOwnSetting(source, root, statement) ||
      isSelf(source, root, statement, uses)
    ) {
      return wrap(statement, mentions);
    }
    const fallback = fallbackLines(source, statement, uses);
    if (fallback !== null) return wrap(statement, mentions, fallback);
  }
  for (const { stop } of uses) {
    const advice = refusal(stop, text);
    if (advice !== null) return { kind: 'refuse', statement, mentions, advice };
  }
  return extraction(source, root, statement, uses, mentions) ?? inline(source, root, statement, uses, mentions);
}

/** `.remove(entry)` asks whether the entry is there; `.index(entry)` places something else by it. */
function decideLookup(statement: Node, uses: readonly Use[], text: string): Plan | null {
  const mentions = uses.flatMap((use) => use.mentions);
  const lookups = mentions.filter(isLookup);
  const [lookup] = lookups;
  if (lookup === undefined || uses.some((use) => use.stop.kind === 'statement' && !use.mentions.every(isLookup)))
    return null;
  const call = enclosing(lookup.node, 'call') as Node;
  if (lookups.length !== mentions.length || lookup.context.calls[0] !== 'remove' || call.parent !== statement) {
    return { kind: 'refuse', statement, mentions, advice: PLACED };
  }
  const list = slice(text, field(field(call, 'function') as Node, 'object') as Node);
  const entry = slice(text, lookup.node);
  const test = { present: `${entry} in ${list}`, absent: `${entry} not in ${list}` };
  return { kind: 'piece', piece: { kind: 'wrap', statement, fallback: [], test, mentions }, edits: [] };
}

function isLookup(mention: Mention): boolean {
  return mention.kind === 'string' && /^(remove|index|pop|discard)$/.test(mention.context.calls[0] ?? '');
}

const INHERITED = 'the statement also makes the class a setting of its own: write the setting as one expression';
const BREAKPOINT = 'it is a breakpoint that was left behind: take it out';
const PATCHES = 'it changes other code while it runs, which may be needed without the package too: decide by hand';

export const PLACED =
  'it places or takes something by an entry that is not there without the package: place it by an entry that always is, or guard both by hand';

function wrap(statement: Node, mentions: readonly Mention[], fallback: readonly Line[] = []): Plan {
  return { kind: 'piece', piece: { kind: 'wrap', statement, fallback, test: null, mentions }, edits: [] };
}

/**
 * The value that `NAME += value` adds in a class body to a NAME of the module: the statement makes the class's own
 * NAME, so it has to run without the package too. Null for every other statement.
 */
function inheritedValue(statement: Node, text: string): Node | null {
  const [at] = items(statement);
  const suite = suiteOf(statement);
  if (at?.type !== 'augmented_assignment' || suite.parent?.type !== 'class_definition') return null;
  const left = field(at, 'left');
  const own = [...descendants(suite)].some((node) => {
    return node.type === 'assignment' && node.end < statement.start && sameText(field(node, 'left'), left, text);
  });
  return own ? null : field(at, 'right');
}

/** A setting that only the package reads, such as `DEBUG_TOOLBAR_CONFIG`, and nothing else in the file. */
function isOwnSetting({ text, root: tree }: SourceFile, root: string, statement: Node): boolean {
  const assignment = items(statement)[0] as Node;
  const left = field(assignment, 'left');
  if (assignment.type !== 'assignment' || left?.type !== 'identifier') return false;
  const name = slice(text, left);
  if (!name.startsWith(`${root.toUpperCase()}_`)) return false;
  return [...descendants(tree)].every((node) => node === left || !isReference(node) || slice(text, node) !== name);
}

/** Whether the statement, the package's part left out, gives a name its own value: `X = X + ["..."]`. */
function isSelf(source: SourceFile, root: string, statement: Node, uses: readonly Use[]): boolean {
  const assignment = items(statement)[0] as Node;
  const left = field(assignment, 'left');
  const right = field(assignment, 'right');
  if (assignment.type !== 'assignment' || left === null || right === null) return false;
  if (enclosing(statement, 'class_definition', 'function_definition') !== null && left.type === 'identifier')
    return false;
  const ours = new Set(uses.map((use) => use.stop.node));
  if (right.type === 'call' && ours.has(right)) return takesItself(right, left, root, source.text);
  if (remainder(right, left, ours, source.text) !== 'self') return false;
  return !isSequence(right) || !isReadLater(source, statement, left);
}

type Remainder = 'nothing' | 'self' | 'other';

function remainder(node: Node, target: Node, ours: ReadonlySet<Node>, text: string): Remainder {
  if (ours.has(node)) return 'nothing';
  if (sameText(node, target, text)) return 'self';
  if (!/^(parenthesized_expression|binary_operator|list|tuple|list_splat)$/.test(node.type)) return 'other';
  if (node.type === 'binary_operator' && !node.children.some((child) => child.type === '+')) return 'other';
  const parts = items(node)
    .map((item) => remainder(item, target, ours, text))
    .filter((part) => part !== 'nothing');
  if (parts.length === 0) return 'nothing';
  return parts.length === 1 &&
    (node.type !== 'list' && node.type !== 'tuple' ? parts[0] === 'self' : hasSplat(node, target, text))
    ? 'self'
    : 'other';
}

function hasSplat(display: Node, target: Node, text: string): boolean {
  return items(display).some((item) => item.type === 'list_splat' && sameText(items(item)[0] ?? null, target, text));
}

/** `add_to_tuple(INSTALLED_APPS, "x")`: a call of the name's own value and the package's entries alone. */
function takesItself(call: Node, target: Node, root: string, text: string): boolean {
  const args = items(field(call, 'arguments') ?? call);
  const rest = args.filter((argument) => !sameText(argument, target, text));
  return args.length - rest.length === 1 && rest.every((argument) => isUnder(stringValue(argument, text) ?? '', root));
}

/** `[*X, "..."]` makes a list of a tuple: only where nobody looks at X afterwards does it not matter. */
function isReadLater({ root, text }: SourceFile, statement: Node, target: Node): boolean {
  for (const node of descendants(root)) {
    if (node.start > statement.end && node.type === target.type && sameText(node, target, text)) return true;
  }
  return false;
}

/** `NAME = ["..."]`, all of it the package's: without the package the name is empty. */
function fallbackLines({ text }: SourceFile, statement: Node, uses: readonly Use[]): Line[] | null {
  const [use] = uses;
  const assignment = items(statement)[0] as Node;
  const right = field(assignment, 'right');
  if (uses.length !== 1 || use === undefined || assignment.type !== 'assignment' || right === null) return null;
  const { stop } = use;
  if (stop.kind !== 'value' || stop.node !== right || !isRow(right)) return null;
  const empty = unwrap(right).type === 'tuple' || right.type === 'expression_list' ? '()' : '[]';
  return [
    line(
      `${text
        .slice(assignment.start, right.start)
        .replace(/\s*=\s*$/, ' = ')
        .replace(/\s*\\\r?\n\s*/g, ' ')}${empty}`,
    ),
  ];
}

/** Whether a value is a row of entries for sure: a display, a chain of them, or a call that makes URL patterns. */
function isRow(node: Node): boolean {
  const inner = unwrap(node);
  if (isSequence(inner) || inner.type === 'expression_list') return true;
  if (inner.type === 'binary_operator') return items(inner).every(isRow);
  return false;
}

function refusal(stop: Stop, text: string): string | null {
  const called = calledName(stop.node, text) ?? '';
  if (/patch/i.test(called)) return PATCHES;
  if (/^(set_trace|post_mortem|breakpoint)$/.test(called)) return BREAKPOINT;
  if (stop.kind === 'other') return adviceFor(stop.parent);
  if (stop.kind === 'statement')
    return stop.node.type === 'expression_statement' || stop.node.parent?.type === 'expression_statement'
      ? null
      : GENERIC;
  if (stop.kind !== 'value') return null;
  if (isRow(stop.node) || isUrlCall(stop.node, text)) return null;
  if (stop.parent.type === 'pair' && isOpen(stop.parent, text)) return null;
  return adviceFor(stop.parent);
}

/** A call whose name says that it makes a list of URL patterns. */
function isUrlCall(node: Node, text: string): boolean {
  const called = node.type === 'call' ? lastName(field(node, 'function'), text) : null;
  return called !== null && /(urls|patterns)$/.test(called);
}

function isOpen(pair: Node, text: string): boolean {
  const outer = pair.parent?.parent;
  const key = outer?.type === 'pair' ? slice(text, field(outer, 'key') as Node).replace(/['"]/g, '') : '';
  return OPEN_DICTIONARIES.has(key);
}

function extraction(
  source: SourceFile,
  root: string,
  statement: Node,
  uses: readonly Use[],
  mentions: readonly Mention[],
): Plan | null {
  if (statement.type !== 'expression_statement') return null;
  const [first] = uses;
  if (first === undefined) return null;
  if (first.stop.kind === 'operand' && uses.length === 1)
    return extractOperand(source, statement, first.stop.node, mentions);
  if (first.stop.kind !== 'item') return null;
  const { container } = first.stop;
  if (!uses.every((use) => use.stop.kind === 'item' && use.stop.container === container)) return null;
  const [run, ...more] = runsOf(source, container, new Set(uses.map((use) => use.stop.node)), root);
  return run === undefined || more.length > 0 ? null : extract(source, statement, run, mentions);
}

function inline(
  source: SourceFile,
  root: string,
  statement: Node,
  uses: readonly Use[],
  mentions: readonly Mention[],
): Plan {
  const edits = (test: Test): Edit[] => {
    const containers = new Map<Node, Set<Node>>();
    const found: Edit[] = [];
    for (const { stop } of uses) {
      if (stop.kind === 'item')
        containers.set(stop.container, (containers.get(stop.container) ?? new Set()).add(stop.node));
      else found.push(...inlineOne(source, stop, test));
    }
    for (const [container, ours] of containers) {
      for (const run of runsOf(source, container, ours, root)) found.push(...inlineRun(source, run, test));
    }
    return found;
  };
  return { kind: 'inline', statement, mentions, edits };
}

function inlineOne(source: SourceFile, stop: Stop, test: Test): Edit[] {
  if (stop.kind === 'condition')
    return [{ start: stop.node.start, end: stop.node.start, text: `${test.present} and ` }];
  if (stop.kind === 'branch') return inlineBranch(stop, test);
  if (stop.kind === 'value' && stop.parent.type === 'pair' && !isSequence(unwrap(stop.node)))
    return inlinePair(source, stop.parent, test);
  return inlineValue(source, stop.node, test);
}
