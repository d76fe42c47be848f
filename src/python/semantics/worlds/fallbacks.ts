import type { Node } from '../../../types.ts';
import { importedNames, isUnder } from '../../syntax/imports.ts';
import { assignmentsTo, ofType } from '../../syntax/query.ts';
import { isBuiltin } from '../../syntax/scopes.ts';
import { ancestors, field, isSequence, items, textOf } from '../../syntax/tree.ts';

/**
 * Whether a name has a value of its own without the package: other code of the module binds it to something other
 * than None or False, or it is a builtin.
 */
export function hasFallback(name: string, root: Node, packageRoot: string): boolean {
  const definitions = [...ofType(root, 'function_definition'), ...ofType(root, 'class_definition')];
  if (definitions.some((node) => textOf(field(node, 'name') as Node) === name)) return true;
  const values = assignmentsTo(root, name).map((node) => field(node, 'right'));
  if (values.length === 0 && isBuiltin(name)) return true;
  if (values.some((value) => value !== null && value.type !== 'none' && value.type !== 'false')) return true;
  return importedNames(root).some((binding) => binding.name === name && !isUnder(binding.target, packageRoot));
}

/** Whether a name is only tested for a value: `if X:`, `X is not None`, `bool(X)`, `all([X, DEBUG])`. */
export function isTested(node: Node): boolean {
  let at = node;
  for (const parent of ancestors(node)) {
    if (parent.type === 'comparison_operator') return items(parent)[0] === at && items(parent)[1]?.type === 'none';
    if (parent.type === 'not_operator') return true;
    if (/^(if_statement|elif_clause|while_statement)$/.test(parent.type)) return at.field === 'condition';
    if (parent.type === 'conditional_expression') return items(parent)[1] === at;
    if (parent.type === 'if_clause') return true;
    if (isSequence(parent)) return parent.parent !== null && isArgumentOf(/^(all|any)$/, parent.parent);
    if (parent.type === 'argument_list') return isArgumentOf(/^bool$/, parent);
    if (parent.type !== 'boolean_operator' && parent.type !== 'parenthesized_expression') return false;
    at = parent;
  }
  return false;
}

function isArgumentOf(functions: RegExp, list: Node): boolean {
  const called = list.type === 'argument_list' && list.parent?.type === 'call' ? field(list.parent, 'function') : null;
  return called !== null && functions.test(textOf(called));
}
