import type { Node } from '../../../types.ts';
import { bindings } from '../../syntax/imports.ts';
import { field, items, lastName, statementOf, textOf, unwrap } from '../../syntax/tree.ts';
import type { Definition } from '../definitions/definition.ts';
import { reaching } from '../definitions/reaching.ts';

/** How many names may stand for one another: a name that is assigned from itself ends there. */
const DEPTH = 8;

/**
 * Whether an expression of an `except` clause catches one of the errors: it is its class, another name of it, or a
 * tuple that holds it. A class that the module defines under such a name is another one.
 * @see https://docs.python.org/3/reference/compound_stmts.html#except-clause
 */
export function catches(given: Node, errors: ReadonlySet<string>, depth = DEPTH): boolean {
  const node = unwrap(given);
  const inside = (at: Node) => catches(at, errors, depth - 1);
  switch (node.type) {
    case 'tuple':
    case 'list_splat':
    case 'binary_operator':
      return items(node).some(inside);
    case 'attribute':
      return errors.has(lastName(node) ?? '');
    case 'identifier':
      return everyValue(node, depth, errors.has(textOf(node)), inside, ({ target }) => isBuiltinError(target, errors));
    default:
      return false;
  }
}

function isBuiltinError(target: string, errors: ReadonlySet<string>): boolean {
  const [module, name, ...more] = target.split('.');
  return module === 'builtins' && more.length === 0 && errors.has(name ?? '');
}

/**
 * Whether a `with` statement suppresses one of the errors.
 * @see https://docs.python.org/3/library/contextlib.html#contextlib.suppress
 */
export function suppressesAny(statement: Node, errors: ReadonlySet<string>): boolean {
  const clause = statement.children.find((child) => child.type === 'with_clause');
  return items(clause ?? statement).some((item) => {
    const value = field(item, 'value');
    return value !== null && isSuppressing(value.type === 'as_pattern' ? (items(value)[0] as Node) : value, errors);
  });
}

function isSuppressing(given: Node, errors: ReadonlySet<string>, depth = DEPTH): boolean {
  const node = unwrap(given);
  if (node.type === 'identifier')
    return everyValue(node, depth, false, (value) => isSuppressing(value, errors, depth - 1));
  const called = node.type === 'call' ? field(node, 'function') : null;
  if (called === null || !isSuppress(called, depth)) return false;
  return items(field(node, 'arguments') ?? node).some((type) => catches(type, errors));
}

function isSuppress(called: Node, depth: number): boolean {
  if (called.type !== 'identifier') return lastName(called) === 'suppress';
  const named = textOf(called) === 'suppress';
  const inside = (value: Node) => isSuppress(value, depth - 1);
  return everyValue(called, depth, named, inside, ({ target }) => target === 'contextlib.suppress');
}

/**
 * Whether each value that a name may have passes.
 * @param unbound what counts where nothing in the module binds it.
 */
function everyValue(
  name: Node,
  depth: number,
  unbound: boolean,
  passes: (value: Node) => boolean,
  passesImported: (imported: { readonly target: string }) => boolean = () => false,
): boolean {
  const found = reaching(name, textOf(name));
  if (depth === 0 || (found.unbound && found.definitions.length === 0 && !unbound)) return false;
  return found.definitions.every((definition) => {
    if (definition.kind === 'import') return importsOf(definition).some(passesImported);
    return definition.kind === 'assignment' && definition.value !== null && passes(definition.value);
  });
}

function importsOf({ node, name }: Definition) {
  return bindings(statementOf(node)).filter((binding) => binding.name === name);
}
