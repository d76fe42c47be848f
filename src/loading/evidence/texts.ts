import { defaultSet } from '../../python/semantics/values/lookups.ts';
import { assignedValue, assignmentsTo, ofType } from '../../python/syntax/query.ts';
import { calledName, field, items, lastName, stringValue, textOf, unwrap } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';

import { ANY, CHANGES, joined, listed, UNKNOWN } from './texts-joined.ts';

export { ANY };

/**
 * The values that production's evidence gives an environment variable; none where it is seen not to set it, null where it
 * says nothing of it.
 * @param at the look-up.
 */
export type Variables = (name: string, at?: Node) => readonly string[] | null;

interface Asking {
  readonly variables: Variables;
  /** The names that are being evaluated; one that comes up again ends the search. */
  readonly names: ReadonlySet<string>;
}

/**
 * The texts that an expression may come out as, with `*` for the parts that are not known: `f"core.settings.{env}"` is
 * `core.settings.*`, and also what a default or production's environment makes of it.
 */
export function textsOf(expression: Node, variables: Variables): readonly string[] {
  return [...new Set(evaluate(expression, { variables, names: new Set() }))].map((text) => text.replace(/\*+/g, ANY));
}

function evaluate(given: Node | null | undefined, asking: Asking): readonly string[] {
  if (given === null || given === undefined) return UNKNOWN;
  const node = unwrap(given);
  const inside = (at: Node | null | undefined) => evaluate(at, asking);
  switch (node.type) {
    case 'string':
      return ofString(node, asking);
    case 'concatenated_string':
      return joined(items(node).map(inside));
    case 'binary_operator':
      return ofOperator(node, asking);
    case 'conditional_expression':
      return [...inside(items(node)[0]), ...inside(items(node)[2])];
    case 'boolean_operator':
      return [...inside(field(node, 'left')), ...inside(field(node, 'right'))];
    case 'identifier':
      return assignedTo(node, asking);
    case 'subscript':
      return looked(field(node, 'value'), field(node, 'subscript'), null, asking);
    case 'call':
      return ofCall(node, asking);
    default:
      return UNKNOWN;
  }
}

function ofString(node: Node, asking: Asking): readonly string[] {
  const value = stringValue(node);
  if (value !== null) return [value];
  if (!node.children.some(({ type }) => type === 'interpolation')) return UNKNOWN;
  const parts = node.children.map((child) => {
    if (child.type === 'interpolation') return evaluate(field(child, 'expression'), asking);
    return child.type === 'string_content' ? [textOf(child)] : [''];
  });
  return joined(parts);
}

function ofOperator(node: Node, asking: Asking): readonly string[] {
  const sides = [field(node, 'left'), field(node, 'right')] as const;
  const operator = field(node, 'operator')?.type;
  if (operator === '%') {
    const given = sides[1]?.type === 'tuple' ? items(sides[1]) : sides[1] === null ? [] : [sides[1]];
    return formatted(evaluate(sides[0], asking), given, asking);
  }
  if (operator !== '+' && operator !== '/') return UNKNOWN;
  return joined(
    sides.map((side) => evaluate(side, asking)),
    operator === '/' ? '/' : '',
  );
}

/** Texts with their places filled in: `%s` and `%(env)s`, or `{}`, `{0}` and `{env}`. */
function formatted(texts: readonly string[], given: readonly Node[], asking: Asking): readonly string[] {
  return texts.flatMap((text) => {
    const parts = text.split(/(%\(\w+\)s|%s|\{\w*\})/);
    let place = 0;
    return joined(
      parts.map((part, at) => {
        if (at % 2 === 0) return [part];
        const key = /\w+/.exec(part.replace(/s$/, ''))?.[0] ?? String(place++);
        const named = given.find((each) => each.type === 'keyword_argument' && textOf(each).startsWith(`${key}=`));
        return evaluate(named === undefined ? given[Number(key)] : field(named, 'value'), asking);
      }),
    );
  });
}

/** The texts that a module assigns to a name, or lets a loop give it. */
function assignedTo(node: Node, asking: Asking): readonly string[] {
  const name = textOf(node);
  if (asking.names.has(name)) return [];
  const deeper = { ...asking, names: new Set([...asking.names, name]) };
  const { root } = node.tree;
  const values = assignmentsTo(root, name).map(assignedValue);
  const looped = ofType(root, 'for_statement')
    .filter((loop) => field(loop, 'left')?.type === 'identifier' && lastName(field(loop, 'left')) === name)
    .flatMap((loop) => listed(field(loop, 'right')) ?? []);
  const all = [...values, ...looped];
  return all.length === 0 ? UNKNOWN : all.flatMap((value) => evaluate(value, deeper));
}

function ofCall(node: Node, asking: Asking): readonly string[] {
  const called = field(node, 'function');
  const holder = called?.type === 'attribute' ? field(called, 'object') : null;
  const list = field(node, 'arguments');
  const given = list?.type === 'argument_list' ? items(list) : [];
  const name = calledName(node) ?? '';
  const [first, second] = given;
  if (name === 'format' && holder !== null) return formatted(evaluate(holder, asking), given, asking);
  if (/^(join|joinpath)$/.test(name) && first?.type !== 'list')
    return joined(
      (name === 'join' ? given : [holder, ...given]).map((at) => evaluate(at, asking)),
      '/',
    );
  const change = CHANGES.get(name);
  if (change !== undefined && given.length === 0) return evaluate(holder, asking).map(change);
  if (/^(str|Path|abspath|realpath)$/.test(name) && given.length === 1) return evaluate(first, asking);
  const fallback = given.find((each) => each.type === 'keyword_argument' && /^default\s*=/.test(textOf(each)));
  const otherwise = fallback === undefined ? second : field(fallback, 'value');
  const isMethod = /^(get|pop|str|setdefault)$/.test(name);
  return looked(isMethod ? holder : called, first ?? null, otherwise ?? null, asking);
}

/** What is looked up by a key: a variable of the environment, with its default, or any value of a dictionary. */
function looked(holder: Node | null, key: Node | null, otherwise: Node | null, asking: Asking): readonly string[] {
  const fallback = otherwise === null || otherwise.type === 'keyword_argument' ? [] : evaluate(otherwise, asking);
  const table = holder?.type === 'identifier' ? assignmentsTo(holder.tree.root, textOf(holder)).map(assignedValue) : [];
  const dictionaries = [holder, ...table].filter((each) => each?.type === 'dictionary') as Node[];
  if (dictionaries.length > 0) {
    const values = dictionaries.flatMap(items).map((pair) => field(pair, 'value'));
    return [...values.flatMap((value) => evaluate(value, asking)), ...fallback];
  }
  const name = key === null ? null : stringValue(unwrap(key));
  if (name === null || !/^[A-Z][A-Z\d_]*$/.test(name)) return UNKNOWN;
  const set = fallback.length > 0 || key === null ? null : defaultSet(key, name);
  const given = key === null ? null : asking.variables(name, key);
  if (given !== null && given.length > 0) return given;
  const standard = [...fallback, ...(set === null ? [] : evaluate(set, asking))];
  return given === null || standard.length === 0 ? [...standard, ANY] : standard;
}
