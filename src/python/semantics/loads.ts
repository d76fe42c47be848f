import type { Node } from '../../types.ts';
import { isUnder, packageBindings } from '../syntax/imports.ts';
import { identifiers, ofType } from '../syntax/query.ts';
import { ancestors, calledName, contains, field, isSuite, items, stringValue } from '../syntax/tree.ts';
import { catchesImportError, suppresses } from './handlers.ts';
import { LOADERS } from './loops.ts';
import type { AbsentWorld } from './worlds/package-absent.ts';

/**
 * Whether a statement is a `try` with a handler for ImportError, or a `with suppress(ImportError)`, that imports the
 * package in its body.
 */
export function isImportGuard(statement: Node, world: AbsentWorld): boolean {
  const body = field(statement, 'body');
  if (statement.type === 'with_statement')
    return body !== null && suppresses(statement) && loads(body, body, world) !== null;
  return (
    statement.type === 'try_statement' &&
    body !== null &&
    catchesImportError(statement, world.root) &&
    loads(body, body, world) !== null
  );
}

/** Whether the suite imports the package at or before the node. */
export function loadedBefore(body: Node, node: Node, world: AbsentWorld): boolean {
  const load = loads(body, node, world);
  return load !== null && (load.start <= node.start || contains(load, node));
}

/**
 * The first import of the package in a suite, by statement or call, which raises ImportError without it and runs on
 * every way to a node, or to the end of the suite where that is the node; or null.
 */
function loads(body: Node, node: Node, { root, each }: AbsentWorld): Node | null {
  const imports = [...ofType(body, 'import_statement'), ...ofType(body, 'import_from_statement')];
  const calls = ofType(body, 'call').filter((call) => {
    const argument = LOADERS.has(calledName(call) ?? '') ? items(field(call, 'arguments') ?? call)[0] : undefined;
    if (argument === undefined) return false;
    return isUnder(stringValue(argument) ?? '', root) || (each !== null && identifiers(argument, each).length > 0);
  });
  const all = [...imports.filter((at) => packageBindings(at, root).length > 0), ...calls];
  return first(all.filter((load) => contains(load, node) || isSure(load, body, node, root)));
}

/** Whether nothing around a load in a suite lets code go on to a node, or to the suite's end, without it. */
function isSure(load: Node, body: Node, node: Node, root: string): boolean {
  let at = load;
  for (const parent of ancestors(load)) {
    if (parent === body || (isSuite(parent) && node !== body && contains(parent, node))) return true;
    if (parent.type === 'boolean_operator' && at.field === 'right') return false;
    if (parent.type === 'conditional_expression' && items(parent)[1] !== at) return false;
    if (/^(if_statement|elif_clause|case_clause|while_statement)$/.test(parent.type) && at.field !== 'condition')
      return false;
    if (/^(lambda|function_definition|except_clause)$/.test(parent.type)) return false;
    if (parent.type === 'try_statement' && at.field === 'body' && catchesImportError(parent, root)) return false;
    if (parent.type === 'with_statement' && at.field === 'body' && suppresses(parent)) return false;
    at = parent;
  }
  return false;
}

function first(nodes: readonly Node[]): Node | null {
  return nodes.reduce<Node | null>((least, node) => (least === null || node.index < least.index ? node : least), null);
}
