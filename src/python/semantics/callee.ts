import type { Node } from '../../types.ts';
import { identifiers, ofType } from '../syntax/query.ts';
import { calledName, contains, enclosing, field, items, stringValue, textOf, unwrap } from '../syntax/tree.ts';
import { definitionsOf } from './definitions/bindings.ts';
import { reaching } from './definitions/reaching.ts';
import { parameterFor } from './lists/parameters.ts';
import { FILLS } from './mutation.ts';

/** What a call by a plain name, or of a type's own method, does to a list. */
export type Callee =
  /** `add("x")` after `add = LIST.append`, and `list.append(LIST, "x")`. */
  | { readonly kind: 'method'; readonly list: Node }
  /** A function of the module, or a lambda. */
  | { readonly kind: 'function'; readonly definition: Node };

/**
 * What is called, by the definitions that reach the name; null for what is defined elsewhere, and plain methods.
 * @see https://docs.python.org/3/reference/datamodel.html#instance-methods
 */
export function calleeOf(call: Node): Callee | null {
  const called = unwrap(field(call, 'function') as Node);
  if (called.type === 'attribute') return methodOfType(called, field(call, 'arguments') as Node);
  if (called.type !== 'identifier') return madeBy(called);
  const [only, ...more] = reaching(called, textOf(called)).definitions;
  if (only === undefined || more.length > 0 || only.isForeign) return null;
  if (only.kind === 'definition' && only.node.parent?.type === 'function_definition')
    return { kind: 'function', definition: only.node.parent };
  if (only.value === null) return null;
  if (only.kind === 'assignment') return madeBy(unwrap(only.value));
  const [single, ...others] = only.kind === 'loop' ? items(unwrap(only.value)) : [];
  return single === undefined || others.length > 0 ? null : madeBy(single);
}

/** What an expression is to call: `LIST.append`, `getattr(LIST, "append")`, a lambda. */
function madeBy(value: Node): Callee | null {
  if (value.type === 'lambda') return { kind: 'function', definition: value };
  if (value.type === 'attribute')
    return isFill(value) ? { kind: 'method', list: field(value, 'object') as Node } : null;
  if (value.type !== 'call' || calledName(value) !== 'getattr') return null;
  const [list, name] = items(field(value, 'arguments') as Node);
  const isMethod = name !== undefined && fills(stringValue(name) ?? '');
  return list !== undefined && isMethod ? { kind: 'method', list } : null;
}

/** `list.append(LIST, "x")`. */
function methodOfType(called: Node, list: Node): Callee | null {
  const object = field(called, 'object') as Node;
  const isOwn = /^(list|set)$/.test(textOf(object)) && definitionsOf(object, textOf(object)).length === 0;
  const [first] = items(list);
  return isOwn && isFill(called) && first !== undefined ? { kind: 'method', list: first } : null;
}

function isFill(attribute: Node): boolean {
  return fills(textOf(field(attribute, 'attribute') as Node));
}

function fills(method: string): boolean {
  return FILLS.has(method) || method === '__iadd__';
}

/** Where a function uses the parameter that gets an argument; none where that is not plain. */
export function parameterUses(definition: Node, argument: Node): readonly Node[] {
  const parameters = field(definition, 'parameters');
  if (parameters === null) return [];
  const rest = items(parameters).find(({ type }) => type === 'list_splat_pattern');
  const parameter = parameterFor(definition, argument) ?? (rest === undefined ? null : (items(rest)[0] ?? null));
  const body = field(definition, 'body');
  if (parameter === null || body === null) return [];
  return identifiers(body, textOf(parameter)).filter((use) =>
    reaching(use, textOf(use)).definitions.some(({ node }) => node === parameter),
  );
}

/** The lists that a call adds one of its arguments to, as they are written where that is done. */
export function listsFilled(call: Node, argument: Node): readonly Node[] {
  const callee = calleeOf(call);
  if (callee === null) return [];
  if (callee.kind === 'method') return [callee.list];
  return parameterUses(callee.definition, argument).flatMap((use) => {
    const loop = enclosing(use, 'for_statement');
    return loop !== null && contains(field(loop, 'right') as Node, use) ? filledIn(loop) : filledAround(use);
  });
}

/** The lists whose methods or `+=` get a value. */
function filledAround(use: Node): readonly Node[] {
  const augmented = enclosing(use, 'augmented_assignment');
  const call = enclosing(use, 'call');
  const method = call === null ? null : field(call, 'function');
  const lists = [augmented && field(augmented, 'left'), method?.type === 'attribute' ? field(method, 'object') : null];
  return lists.filter((list) => list !== null);
}

/** The lists that the rounds of a loop add to. */
function filledIn(loop: Node): readonly Node[] {
  const body = field(loop, 'body') as Node;
  const methods = ofType(body, 'call').map((call) => field(call, 'function') as Node);
  const objects = methods.filter((method) => method.type === 'attribute' && isFill(method));
  const augmented = ofType(body, 'augmented_assignment').map((at) => field(at, 'left') as Node);
  return [...objects.map((method) => field(method, 'object') as Node), ...augmented];
}

/** Whether all that a function does is to do something with the parameter that gets an argument. */
export function doesNothingElse(definition: Node, argument: Node): boolean {
  const uses = parameterUses(definition, argument);
  if (definition.type === 'lambda') return uses.length > 0;
  return items(field(definition, 'body') as Node).every((statement) => {
    const isDocumentation = items(statement)[0]?.type === 'string';
    const isPlain = /^(expression|if|for)_statement$/.test(statement.type);
    if (isDocumentation || statement.type === 'global_statement') return true;
    return isPlain && uses.some((use) => statement.start <= use.start && use.end <= statement.end);
  });
}
