import type { Node } from '../../../types.ts';
import { type Binding, bindings, isUnder } from '../../syntax/imports.ts';
import { isBuiltin } from '../../syntax/scopes.ts';
import { handlerSuite } from '../../syntax/suites.ts';
import { ancestors, calledName, contains, field, isSuite, items, textOf } from '../../syntax/tree.ts';
import { definitionsOf, scopeOf } from '../definitions/bindings.ts';
import { isGuarded } from '../guarded.ts';
import { importHandler, isCaught, NAME_ERRORS } from '../handlers.ts';
import { isImportGuard, loadedBefore } from '../loads.ts';
import { type AbsentWorld, knowledge } from './package-absent.ts';

/** Whether a tested name has a value without the package, even None, or its NameError is caught. */
export function hasValue(node: Node, visible: readonly Binding[], world: AbsentWorld): boolean {
  if (isBuiltin(textOf(node)) || isCaught(node, NAME_ERRORS)) return true;
  return visible.every((binding) => unboundBy(binding, node, world).length === 0);
}

/**
 * The guards around an import that leave its name unbound at a node where the package is missing: the innermost one
 * that goes on after an ImportError, and each condition on the package.
 */
export function unboundBy(binding: Binding, node: Node, world: AbsentWorld): readonly Node[] {
  const { name, statement } = binding;
  if (isSureBefore(node, name, world)) return [];
  return guardsBetween(statement, node, world).filter(
    (guard) => !isSureBefore(guard, name, world) && !binds(guard, name, world),
  );
}

function guardsBetween(statement: Node, node: Node, world: AbsentWorld): Node[] {
  const guards: Node[] = [];
  let isTaken = false;
  for (const suite of ancestors(statement)) {
    if (!isSuite(suite)) continue;
    if (contains(suite, node) || suite.type === 'module') break;
    const owner = /_clause$/.test(suite.parent?.type ?? '') ? suite.parent?.parent : suite.parent;
    if (owner?.type === 'if_statement') {
      if (branchesWithout(owner, world).every((branch) => branch !== suite)) guards.push(owner);
    } else if (owner && !isTaken && isImportGuard(owner, world) && suite.parent?.type !== 'except_clause') {
      isTaken = true;
      guards.push(owner);
    }
  }
  return guards;
}

/** Whether statements before the node bind the name on every path to it. */
function isSureBefore(node: Node, name: string, world: AbsentWorld): boolean {
  return [node, ...ancestors(node)].some(
    (at) =>
      at.parent !== null &&
      isSuite(at.parent) &&
      items(at.parent).some((other) => other.end <= at.start && binds(other, name, world)),
  );
}

/**
 * Whether a statement binds the name whenever it completes, without the package.
 * @see https://docs.python.org/3/reference/executionmodel.html#binding-of-names
 */
function binds(statement: Node, name: string, world: AbsentWorld): boolean {
  switch (statement.type) {
    case 'if_statement':
      return branchesWithout(statement, world).every((branch) => suiteBinds(branch, name, world));
    case 'try_statement':
      return tryBinds(statement, name, world);
    case 'with_statement': {
      const body = field(statement, 'body');
      return suiteBinds(body, name, world, isImportGuard(statement, world));
    }
    case 'decorated_definition':
      return binds(field(statement, 'definition') as Node, name, world);
    case 'function_definition':
    case 'class_definition':
      return textOf(field(statement, 'name') as Node) === name;
    case 'import_statement':
    case 'import_from_statement':
      return bindings(statement).some(
        (binding) => binding.name === name && !(isUnder(binding.target, world.root) && isGuarded(statement, world)),
      );
    case 'expression_statement':
      return assigns(statement, name);
    default:
      return false;
  }
}

function assigns(statement: Node, name: string): boolean {
  const scope = scopeOf(statement);
  return definitionsOf(statement, name).some(({ node }) => contains(statement, node) && scopeOf(node) === scope);
}

/**
 * The same for a `try` statement: by its `finally`, by its body, or by the handler of a failed import.
 * @see https://docs.python.org/3/reference/compound_stmts.html#the-try-statement
 */
function tryBinds(statement: Node, name: string, world: AbsentWorld): boolean {
  const last = statement.children.find((child) => child.type === 'finally_clause');
  const final = last?.children.find(isSuite) ?? null;
  if (final !== null && suiteBinds(final, name, world)) return true;
  const guards = isImportGuard(statement, world);
  if (suiteBinds(field(statement, 'body'), name, world, guards)) return true;
  const handler = guards ? importHandler(statement, world.root) : null;
  return handler !== null && suiteBinds(handlerSuite(handler), name, world);
}

/** @param cut whether the suite stops where it imports the package. */
function suiteBinds(suite: Node | null, name: string, world: AbsentWorld, cut = false): boolean {
  if (suite === null) return false;
  if (!cut && ends(suite)) return true;
  return items(suite).some(
    (statement) => !(cut && loadedBefore(suite, statement, world)) && binds(statement, name, world),
  );
}

/** Whether code after a suite never runs, neither in its loop nor outside of it. */
function ends(suite: Node): boolean {
  const last = items(suite).at(-1);
  if (last?.type === 'expression_statement') return /^_?exit$/.test(calledName(items(last)[0] ?? null) ?? '');
  return last !== undefined && /^(return|raise)_statement$/.test(last.type);
}

/** The branches that may run without the package; null for none of them. */
function branchesWithout(statement: Node, world: AbsentWorld): (Node | null)[] {
  const branches: (Node | null)[] = [];
  const alternatives = statement.children.filter((child) => child.type === 'elif_clause');
  for (const clause of [statement, ...alternatives]) {
    const known = knowledge(field(clause, 'condition') as Node, world);
    if (!known.whenTrue) branches.push(field(clause, 'consequence'));
    if (known.whenFalse) return branches;
  }
  const other = statement.children.find((child) => child.type === 'else_clause');
  return [...branches, other?.children.find(isSuite) ?? null];
}
