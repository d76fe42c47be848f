import type { Node } from '../../../types.ts';
import { bindings, isUnder } from '../../syntax/imports.ts';
import { isBuiltin } from '../../syntax/scopes.ts';
import { ancestors, calledName, isSequence, items, statementOf, textOf } from '../../syntax/tree.ts';
import type { Definition } from '../definitions/definition.ts';
import { reaching } from '../definitions/reaching.ts';
import { isGuarded } from '../guarded.ts';
import type { AbsentWorld } from './package-absent.ts';

/**
 * Whether a name has a value of its own where it is used without the package: what reaches the place binds it to
 * something other than None or False, or it is a builtin.
 */
export function hasFallback(use: Node, world: AbsentWorld): boolean {
  const name = textOf(use);
  const others = reaching(use, name).definitions.filter((definition) => !isOfPackage(definition, world.root));
  if (others.length === 0) return isBuiltin(name);
  return others.some(({ kind, node, value }) => {
    if (!/^(assignment|definition|import)$/.test(kind) || isGuarded(node, world)) return false;
    return value === null || !/^(none|false)$/.test(value.type);
  });
}

function isOfPackage({ kind, name, node }: Definition, root: string): boolean {
  if (kind !== 'import') return false;
  const own = bindings(statementOf(node)).filter((binding) => binding.name === name);
  return own.every(({ target }) => isUnder(target, root));
}

/**
 * Whether a name is only tested for a value: `if X:`, `X is not None`, `bool(X)`, `all([X, DEBUG])`,
 * `@skipUnless(X, "needs X")`.
 * @see https://docs.python.org/3/library/unittest.html#unittest.skipUnless
 */
export function isTested(node: Node): boolean {
  let at = node;
  for (const parent of ancestors(node)) {
    if (parent.type === 'comparison_operator') return items(parent)[0] === at && items(parent)[1]?.type === 'none';
    if (parent.type === 'not_operator') return true;
    if (/^(if_statement|elif_clause|while_statement)$/.test(parent.type)) return at.field === 'condition';
    if (parent.type === 'conditional_expression') return items(parent)[1] === at;
    if (parent.type === 'if_clause') return true;
    if (isSequence(parent)) return parent.parent !== null && isArgumentOf(/^(all|any)$/, parent.parent);
    if (parent.type === 'argument_list')
      return isArgumentOf(/^bool$/, parent) || (isArgumentOf(SKIPS, parent) && items(parent)[0] === at);
    if (parent.type !== 'boolean_operator' && parent.type !== 'parenthesized_expression') return false;
    at = parent;
  }
  return false;
}

/** Decorators that ask for the truth of their first argument, and run or skip tests by it. */
const SKIPS = /^(skipIf|skipUnless|skipif)$/;

function isArgumentOf(functions: RegExp, list: Node): boolean {
  const called = list.type === 'argument_list' ? calledName(list.parent) : null;
  return called !== null && functions.test(called);
}
