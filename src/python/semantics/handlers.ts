import type { Node } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { ancestors, calledName, field, items, lastName } from '../syntax/tree.ts';

/**
 * The exceptions whose handlers catch the error of a missing package, with their bases.
 * @see https://docs.python.org/3/library/exceptions.html#exception-hierarchy
 */
const IMPORT_ERRORS = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException']);
/** The exceptions whose handlers catch the NameError of an unbound name. */
export const NAME_ERRORS = new Set(['NameError', 'Exception', 'BaseException']);
const VALUE_ERRORS = new Set(['ValueError', 'Exception', 'BaseException']);

/** Whether a `try` statement has a handler that catches ImportError and does not end in `raise`. */
export function catchesImportError(statement: Node): boolean {
  return importHandlers(statement).length > 0;
}

/** The `except` clauses of a `try` statement that catch ImportError and do not end in `raise`, in source order. */
export function importHandlers(statement: Node): Node[] {
  return handlersFor(statement, IMPORT_ERRORS);
}

function handlersFor(statement: Node, errors: ReadonlySet<string>): Node[] {
  return statement.children.filter((clause) => {
    if (clause.type !== 'except_clause') return false;
    const last = items(handlerSuite(clause) ?? clause).at(-1);
    return last?.type !== 'raise_statement' && caught(clause, errors);
  });
}

/** The suite of an `except` clause; null only in broken code. */
export function handlerSuite(clause: Node): Node | null {
  return clause.children.find((child) => child.type === 'block') ?? null;
}

/**
 * Whether an `except` clause catches one of the errors: it names it, alone or in a tuple, or names nothing.
 * @see https://docs.python.org/3/reference/compound_stmts.html#except-clause
 */
function caught(clause: Node, errors: ReadonlySet<string>): boolean {
  const value = field(clause, 'value');
  if (value === null) return true;
  const types = value.type === 'as_pattern' ? (items(value)[0] as Node) : value;
  return (types.type === 'tuple' ? items(types) : [types]).some((type) => errors.has(lastName(type) ?? ''));
}

/**
 * Whether a `with` statement suppresses one of the errors; ImportError by default.
 * @see https://docs.python.org/3/library/contextlib.html#contextlib.suppress
 */
export function suppresses(statement: Node, errors: ReadonlySet<string> = IMPORT_ERRORS): boolean {
  return ofType(items(statement)[0] as Node, 'call').some(
    (call) =>
      calledName(call) === 'suppress' &&
      items(field(call, 'arguments') as Node).some((type) => errors.has(lastName(type) ?? '')),
  );
}

/** Whether a suite ends with `return`, `raise`, `continue` or `break`. */
export function leaves(suite: Node | null): boolean {
  const last = suite === null ? undefined : items(suite).at(-1);
  return last !== undefined && /^(return|raise|continue|break)_statement$/.test(last.type);
}

/**
 * Whether an error is handled around the node; by default ValueError, which `.remove` and `.index` of a list raise.
 * @see https://docs.python.org/3/tutorial/datastructures.html#more-on-lists
 */
export function isCaught(node: Node, errors: ReadonlySet<string> = VALUE_ERRORS): boolean {
  let at = node;
  for (const parent of ancestors(node)) {
    if (at.field === 'body' && parent.type === 'try_statement' && handlersFor(parent, errors).length > 0) return true;
    if (at.field === 'body' && parent.type === 'with_statement' && suppresses(parent, errors)) return true;
    at = parent;
  }
  return false;
}
