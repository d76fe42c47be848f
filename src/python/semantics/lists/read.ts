import type { Node } from '../../../types.ts';
import { enclosing, field, isSequence, items, lastName, stringValue, unwrap } from '../../syntax/tree.ts';
import { appendedTo } from './appended.ts';
import { inCall, inKeyword, inSplat } from './arguments.ts';
import { type Held, inside, keyOf, remade, taken } from './held.ts';
import { isOptional, sureIn } from './length.ts';
import { throughLoop } from './loop.ts';
import { byMethod } from './methods.ts';
import { integerOf, keepsEntry, keepsSlice } from './numbers.ts';
import { changes, depends, HARMLESS, type Step, up } from './step.ts';

/**
 * One step outward from a value that is a list, or holds one: what the code around it makes of the list. What is not
 * known here to give the same without an entry depends on it.
 * @see https://docs.python.org/3/library/stdtypes.html#sequence-types-list-tuple-range
 */
export function stepFrom(node: Node, held: Held): Step {
  const parent = node.parent as Node;
  const whole = held.path.length === 0;
  if (isSequence(parent) || parent.type === 'expression_list') return up(parent, inside(held, null));
  switch (parent.type) {
    case 'parenthesized_expression':
    case 'dictionary':
    case 'dictionary_splat':
      return up(parent, held);
    case 'pair': {
      const key = field(parent, 'key');
      return node === key ? HARMLESS : up(parent, inside(held, key === null ? null : stringValue(key)));
    }
    case 'list_splat':
      return inSplat(parent, held);
    case 'attribute':
      return byMethod(node, parent, held);
    case 'subscript':
      return whole ? bySubscript(node, parent, held) : byKey(node, parent, held);
    case 'comparison_operator':
      return compared(node, parent, held);
    case 'binary_operator':
      return added(node, parent, held);
    case 'boolean_operator':
    case 'conditional_expression':
      return chosen(node, parent, held);
    case 'not_operator':
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
    case 'if_clause':
    case 'assert_statement':
      return isNeverEmpty(held) ? HARMLESS : depends('number', node);
    case 'assignment':
      return node.field === 'right' ? assigned(node, parent, held) : HARMLESS;
    case 'augmented_assignment':
      return node.field === 'right' ? appendedTo(field(parent, 'left') as Node, held) : HARMLESS;
    case 'named_expression':
      return up(parent, held);
    case 'for_statement':
      return throughLoop(node, parent, held);
    case 'for_in_clause':
      return node.field === 'right' ? throughComprehension(parent, held) : HARMLESS;
    case 'argument_list':
      return inCall(node, parent, held);
    case 'keyword_argument':
      return inKeyword(node, parent, held);
    case 'return_statement':
      return { kind: 'returned', node: parent, held };
    default:
      return /^(expression_statement|delete_statement)$/.test(parent.type) ? HARMLESS : depends('given', node);
  }
}

/** Whether a value that is asked for its truth has other entries in any case. */
function isNeverEmpty({ path, places }: Held): boolean {
  return path.length > 0 || places.before + places.behind > 0;
}

function throughComprehension(clause: Node, held: Held): Step {
  const comprehension = clause.parent as Node;
  if (held.path.length === 0) return up(comprehension, remade(held));
  return { kind: 'into', targets: [field(clause, 'left') as Node], held: { ...held, path: held.path.slice(1) } };
}

/** `LIST[1]`, `LIST[:1]`, in any place. */
function bySubscript(list: Node, subscript: Node, held: Held): Step {
  if (list.field !== 'value') return depends('given', list);
  const key = keyOf(subscript) as Node;
  const isChanged =
    subscript.field === 'left' || /^(delete_statement|expression_list)$/.test(subscript.parent?.type ?? '');
  if (key.type !== 'slice') {
    if (!keepsEntry(key, list, held) && stringValue(key) === null) return depends('place', subscript);
    return isChanged && subscript.field !== 'left' ? changes('shuffled') : HARMLESS;
  }
  if (!keepsSlice(key, list, held)) return depends('place', subscript);
  if (isChanged) return changes('shuffled');
  return up(subscript, items(key).length === 0 ? held : remade(held));
}

/** `HOLDER["key"]`. */
function byKey(holder: Node, subscript: Node, held: Held): Step {
  if (holder.field !== 'value') return HARMLESS;
  const key = keyOf(subscript) as Node;
  if (key.type === 'slice') return up(subscript, held);
  const isOther = held.path[0] !== null && integerOf(key) !== null;
  const found = isOther ? null : taken(held, key);
  const isSet = subscript.field === 'left' && subscript.parent?.type === 'assignment';
  return found === null || isSet ? HARMLESS : up(subscript, found);
}

/** `"entry" in LIST` and `LIST is None` do not count; other comparisons may. */
function compared(node: Node, comparison: Node, held: Held): Step {
  const operators = comparison.children.filter((child) => child.field === 'operators').map(({ type }) => type);
  const membership = operators.every((operator) => /^(not )?in$/.test(operator)) && items(comparison).at(-1) === node;
  const identity = operators.every((operator) => /^is( not)?$/.test(operator));
  const [entry] = items(comparison);
  const isOurs = membership && entry !== undefined && isOptional(entry, held.roots);
  if (isOurs && enclosing(node, 'assert_statement') !== null) return depends('asserted', node);
  return membership || identity || held.path.length > 0 ? HARMLESS : depends('number', node);
}

/** `LIST + other`. */
function added(node: Node, operator: Node, held: Held): Step {
  if (!operator.children.some(({ type }) => /^[+|]$/.test(type))) return depends('number', node);
  const [left, right] = items(operator);
  const isLeft = node === left;
  const other = unwrap((isLeft ? right : left) ?? node);
  const sure = isSequence(other) ? sureIn(items(other), held.roots) : 0;
  const { before, behind } = held.places;
  const places = { ...held.places, most: Number.POSITIVE_INFINITY };
  const around = isLeft ? { behind: behind + sure, last: false } : { before: before + sure, first: false };
  return up(operator, { ...held, places: { ...places, ...around } });
}

function chosen(node: Node, parent: Node, held: Held): Step {
  const isAsked = parent.type === 'boolean_operator' ? node.field === 'left' : items(parent)[1] === node;
  if (isAsked && !isNeverEmpty(held)) return depends('number', node);
  return isAsked && parent.type === 'conditional_expression' ? HARMLESS : up(parent, held);
}

function assigned(node: Node, assignment: Node, held: Held): Step {
  const targets: Node[] = [];
  for (let at: Node | null = assignment; at?.type === 'assignment'; at = at.parent)
    targets.push(field(at, 'left') as Node);
  const patterns = targets.filter(({ type }) => /^(pattern_list|tuple_pattern|list_pattern)$/.test(type));
  if (patterns.length === 0) return { kind: 'into', targets, held };
  if (held.path.length === 0) return depends('number', node);
  const parts = patterns.flatMap((pattern) => items(pattern)).filter((part) => lastName(part) !== null);
  return { kind: 'into', targets: parts, held: { ...held, path: held.path.slice(1) } };
}
