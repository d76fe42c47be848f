import type { Node } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { ancestors, calledName, field, items, lastName } from '../syntax/tree.ts';

const IMPORT_ERRORS = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException']);
/** What takes care of a name without a value. */
export const NAME_ERRORS = new Set(['NameError', 'Exception', 'BaseException']);
const VALUE_ERRORS = new Set(['ValueError', 'Exception', 'BaseException']);

/** Whether a `try` statement has a handler that takes an ImportError and goes on. */
export function catchesImportError(statement: Node): boolean {
  return importHandlers(statement).length > 0;
}

/** The handlers of a `try` statement that take an ImportError and do not end in `raise`. */
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

/** The suite of an `except` clause. */
export function handlerSuite(clause: Node): Node | null {
  return clause.children.find((child) => child.type === 'block') ?? null;
}

function caught(clause: Node, errors: ReadonlySet<string>): boolean {
  const value = field(clause, 'value');
  if (value === null) return true;
  const types = value.type === 'as_pattern' ? (items(value)[0] as Node) : value;
  return (types.type === 'tuple' ? items(types) : [types]).some((type) => errors.has(lastName(type) ?? ''));
}

/** Whether a `with` statement suppresses one of the errors; ImportError by default. */
export function suppresses(statement: Node, errors: ReadonlySet<string> = IMPORT_ERRORS): boolean {
  return ofType(items(statement)[0] as Node, 'call').some(
    (call) =>
      calledName(call) === 'suppress' &&
      items(field(call, 'arguments') as Node).some((type) => errors.has(lastName(type) ?? '')),
  );
}

/** Whether a suite ends by leaving what it stands in. */
export function leaves(suite: Node | null): boolean {
  const last = suite === null ? undefined : items(suite).at(-1);
  return last !== undefined && /^(return|raise|continue|break)_statement$/.test(last.type);
}

/** Whether an error is taken care of around the node; ValueError, as `.remove` and `.index` raise it, by default. */
export function isCaught(node: Node, errors: ReadonlySet<string> = VALUE_ERRORS): boolean {
  let at = node;
  for (const parent of ancestors(node)) {
    if (at.field === 'body' && parent.type === 'try_statement' && handlersFor(parent, errors).length > 0) return true;
    if (at.field === 'body' && parent.type === 'with_statement' && suppresses(parent, errors)) return true;
    at = parent;
  }
  return false;
}
