import type { Node } from '../../../types.ts';
import { calledName, field, isSequence, isSuite, items } from '../../syntax/tree.ts';
import { isText } from '../constants/spelled.ts';
import { TRANSPARENT } from '../destination.ts';
import type { Boundary, Growth } from './boundary.ts';
import { inBoolean, inConditional } from './choices.ts';

/** Calls whose arguments are URL patterns. */
const PATTERNS = new Set(['patterns', 'i18n_patterns']);

/**
 * Grows an extent outward from an expression for as long as everything in it exists for the package alone.
 * @param ours nodes that are already known to exist for the package alone.
 */
export function grow(start: Node, ours: ReadonlySet<Node>): Boundary {
  let branch: Boundary | null = null;
  for (let node = start; ; ) {
    const growth = outward(node, ours);
    if (growth.kind !== 'up') return growth.kind === 'statement' || branch === null ? growth : branch;
    if (growth.branch) branch ??= { kind: 'branch', node, parent: growth.to };
    node = growth.to;
  }
}

function outward(node: Node, ours: ReadonlySet<Node>): Growth {
  const parent = node.parent as Node;
  switch (parent.type) {
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return inSequence(node, parent, ours);
    case 'argument_list':
      return inArguments(node, parent, ours);
    case 'binary_operator':
      return inOperator(node, parent, ours);
    case 'conditional_expression':
      return inConditional(node, parent, ours);
    case 'boolean_operator':
      return inBoolean(node, parent);
    case 'assignment':
    case 'keyword_argument':
    case 'pair':
    case 'return_statement':
    case 'for_statement':
    case 'for_in_clause':
      return inValue(node, parent);
    case 'augmented_assignment':
      return { kind: 'statement', node: parent };
    case 'if_statement':
      return node.field === 'condition' && field(parent, 'alternative') === null
        ? { kind: 'condition', node }
        : { kind: 'other', node, parent };
    case 'comparison_operator':
    case 'parenthesized_expression':
    case 'list_splat':
    case 'attribute':
    case 'call':
    case 'subscript':
      return { kind: 'up', to: parent };
    case 'expression_statement':
      return allOurs(items(parent), node, ours) ? { kind: 'statement', node } : { kind: 'other', node, parent };
    default:
      return isSuite(parent) ? { kind: 'statement', node } : { kind: 'other', node, parent };
  }
}

function allOurs(entries: readonly Node[], node: Node, ours: ReadonlySet<Node>): boolean {
  return entries.every((entry) => entry === node || ours.has(entry));
}

function inSequence(node: Node, parent: Node, ours: ReadonlySet<Node>): Growth {
  if (isStructure(node, parent)) return { kind: 'up', to: parent };
  if (parent.type === 'tuple' && isNested(parent)) {
    return isText(node) ? { kind: 'other', node, parent } : { kind: 'up', to: parent };
  }
  if (isSequence(node) && node.type !== 'tuple') return { kind: 'value', node, parent };
  return allOurs(items(parent), node, ours) ? { kind: 'up', to: parent } : { kind: 'item', container: parent, node };
}

/** A tuple among the items of a display is one of its entries: `(r"^__debug__/", include(...))`. */
function isNested(tuple: Node): boolean {
  return tuple.parent !== null && (isSequence(tuple.parent) || tuple.parent.type === 'expression_list');
}

/**
 * `include((debug_toolbar.urls, "name"))`: the tuple is one argument, not a sequence of entries.
 * @see https://docs.djangoproject.com/en/stable/ref/urls/#django.urls.include
 */
function isStructure(node: Node, parent: Node): boolean {
  if (parent.type !== 'tuple' || parent.parent?.type !== 'argument_list') return false;
  const called = calledName(parent.parent.parent) ?? '';
  if (isText(node)) return called.endsWith('include');
  return !TRANSPARENT.has(called) && (!LIST_METHODS.has(called) || ONE_ENTRY.has(called));
}

/** Methods whose argument becomes one entry. */
const ONE_ENTRY = new Set(['append', 'add', 'insert', 'remove']);
const LIST_METHODS = new Set(['append', 'extend', 'insert', 'add', 'update', 'remove', 'prepend']);

function inArguments(node: Node, parent: Node, ours: ReadonlySet<Node>): Growth {
  const call = parent.parent as Node;
  if (call.type !== 'call') return { kind: 'other', node, parent: call };
  const called = calledName(call) ?? '';
  if (PATTERNS.has(called)) {
    const entries = items(parent).filter((entry) => entry.type !== 'string' && entry.type !== 'keyword_argument');
    return allOurs(entries, node, ours) ? { kind: 'up', to: call } : { kind: 'item', container: parent, node };
  }
  if (TRANSPARENT.has(called) && isSequence(node)) return { kind: 'up', to: call };
  const method = field(call, 'function')?.type === 'attribute' && LIST_METHODS.has(called);
  if (isEntries(node) && !method) return { kind: 'value', node, parent };
  return { kind: 'up', to: call };
}

/** A list, or a tuple of strings: other tuples are one argument. */
function isEntries(node: Node): boolean {
  return node.type === 'tuple' ? items(node).every(isText) : isSequence(node);
}

function inOperator(node: Node, parent: Node, ours: ReadonlySet<Node>): Growth {
  if (!parent.children.some((child) => child.type === '+')) return { kind: 'other', node, parent };
  if (isText(node)) return { kind: 'other', node, parent };
  return allOurs(items(parent), node, ours) ? { kind: 'up', to: parent } : { kind: 'operand', node };
}

function inValue(node: Node, parent: Node): Growth {
  if (parent.type === 'keyword_argument' && !isSequence(node)) return { kind: 'up', to: parent };
  const takes = parent.type === 'return_statement' || node.field === 'right' || node.field === 'value';
  return takes ? { kind: 'value', node, parent } : { kind: 'other', node, parent };
}
