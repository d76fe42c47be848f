import type { Node, Tree } from '../../../types.ts';
import { remembered } from '../../syntax/remembered.ts';
import { contains, field, isSuite, items, statementOf } from '../../syntax/tree.ts';
import { definitionsOf, scopeOf } from './bindings.ts';
import type { Definition, Reaching } from './definition.ts';
import { type Defined, definedBy, entered } from './flow.ts';

/**
 * The definitions of a name that may be the last to have run before a node is evaluated: backwards through its suite,
 * then outwards. In a function that is called later, every definition of the scope around it counts.
 * @see https://docs.python.org/3/reference/executionmodel.html#resolution-of-names
 */
export function reaching(use: Node, name: string): Reaching {
  const known = knownOf(use.tree, name);
  const found = known.get(use) ?? search(use, name);
  known.set(use, found);
  return found;
}

/** The definitions of a name that a module has when it has run, as others take it. */
export const reachingEnd = remembered(({ root }: Tree, name: string): Reaching => {
  const own = definitionsOf(root, name).filter(({ scope }) => scope === root);
  const found = own.filter(({ isForeign }) => isForeign);
  for (const statement of items(root).reverse()) {
    const { definitions, sure } = definedBy(statement, own);
    found.push(...definitions);
    if (sure) return { definitions: found, unbound: false };
  }
  return { definitions: found, unbound: true };
});

const knownOf = remembered((_: Tree, __: string): Map<Node, Reaching> => new Map());

function search(use: Node, name: string): Reaching {
  const all = definitionsOf(use, name);
  const scope = boundScope(use, all);
  if (scope === null) return { definitions: [], unbound: true };
  const own = all.filter((definition) => definition.scope === scope);
  if (scope !== scopeOf(use)) return { definitions: own, unbound: true };
  const foreign = own.filter(({ isForeign }) => isForeign);
  const { definitions, sure } = backwards(use, scope, own);
  if (sure || scope === use.tree.root) return { definitions: [...definitions, ...foreign], unbound: !sure };
  // The body of a class takes what it has not bound yet from the module: so it is for `NAME += value`.
  const outer = scope.type === 'class_definition' ? reaching(scope, name) : { definitions: [], unbound: true };
  return { definitions: [...definitions, ...foreign, ...outer.definitions], unbound: outer.unbound };
}

/** The scope that gives a name its meaning at a node: the nearest one that binds it; classes count from inside alone. */
function boundScope(use: Node, all: readonly Definition[]): Node | null {
  const own = scopeOf(use);
  for (let scope = own; ; scope = scopeOf(scope)) {
    const counts = scope === own || scope.type !== 'class_definition';
    if (counts && all.some((definition) => definition.scope === scope)) return scope;
    if (scope === scope.tree.root) return null;
  }
}

function backwards(use: Node, scope: Node, own: readonly Definition[]): Defined {
  const here = own.filter(({ isForeign }) => !isForeign);
  const parameters = here.filter(({ kind, node }) => kind === 'parameter' || !isInSuite(node, scope));
  const found: Definition[] = [];
  const first = earlierInStatement(use, here);
  found.push(...first.definitions);
  if (first.sure) return { definitions: found, sure: true };
  for (let at = statementOf(use); at !== scope && at.parent !== null && contains(scope, at.parent); ) {
    const suite = at.parent;
    for (const other of definingBefore(at, suite, here)) {
      const { definitions, sure } = definedBy(other, here);
      found.push(...definitions);
      if (sure) return { definitions: found, sure };
    }
    const clause = suite.parent;
    if (clause === null || clause === scope) break;
    const { definitions, sure } = entered(clause, suite, here);
    found.push(...definitions);
    if (sure) return { definitions: found, sure };
    at = statementOf(clause);
  }
  return parameters.length > 0
    ? { definitions: [...found, ...parameters], sure: true }
    : { definitions: found, sure: false };
}

/** The statements of a suite before one of them that hold definitions, the last one first. */
function* definingBefore(at: Node, suite: Node, own: readonly Definition[]): Generator<Node> {
  let last: Node | null = null;
  for (let i = own.length - 1; i >= 0 && isSuite(suite); i--) {
    const { node } = own[i] as Definition;
    if (node.end > at.start || !contains(suite, node) || (last !== null && contains(last, node))) continue;
    last = childWith(suite, node);
    if (last.end <= at.start) yield last;
  }
}

function childWith(suite: Node, node: Node): Node {
  let at = node;
  while (at.parent !== null && at.parent !== suite) at = at.parent;
  return at;
}

/** What a walrus to the left in the same statement binds: it may have been skipped. */
function earlierInStatement(use: Node, own: readonly Definition[]): Defined {
  const statement = statementOf(use);
  const found = own.filter(({ node }) => {
    const walrus = node.parent?.type === 'named_expression' ? node.parent : null;
    return walrus !== null && walrus.end <= use.start && contains(statement, walrus);
  });
  return { definitions: found, sure: false };
}

function isInSuite(node: Node, scope: Node): boolean {
  const body = scope === scope.tree.root ? scope : field(scope, 'body');
  return body !== null && contains(body, node);
}
