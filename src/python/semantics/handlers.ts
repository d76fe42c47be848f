import type { Node } from '../../types.ts';
import { handlerSuite } from '../syntax/suites.ts';
import { ancestors, fields, isSuite, items, textOf } from '../syntax/tree.ts';
import { catches, suppressesAny } from './errors/caught.ts';
import { mayRaise } from './errors/missing-error.ts';

/**
 * The exceptions whose handlers catch the error of a missing package, with their bases.
 * @see https://docs.python.org/3/library/exceptions.html#exception-hierarchy
 */
const IMPORT_ERRORS = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException']);
const NAMED = new Set(['ImportError', 'ModuleNotFoundError']);
/** The exceptions whose handlers catch the NameError of an unbound name. */
export const NAME_ERRORS = new Set(['NameError', 'Exception', 'BaseException']);
const VALUE_ERRORS = new Set(['ValueError', 'Exception', 'BaseException']);

/** Whether a `try` statement goes on after the ImportError of a missing package: by a handler, or by its `finally`. */
export function catchesImportError(statement: Node, root: string): boolean {
  return goesOn(statement, IMPORT_ERRORS, root);
}

/** The `except` clause of a `try` statement that handles the ImportError of a missing package and does not raise. */
export function importHandler(statement: Node, root: string): Node | null {
  return handlerFor(statement, IMPORT_ERRORS, root);
}

/**
 * Of the clauses that catch an error the first one runs alone; where it raises, none of the others handles that.
 * @see https://docs.python.org/3/reference/compound_stmts.html#except-clause
 */
function handlerFor(statement: Node, errors: ReadonlySet<string>, root: string | null): Node | null {
  const first = statement.children.find((clause) => clause.type === 'except_clause' && caught(clause, errors));
  if (first === undefined || mayRaise(handlerSuite(first), { alias: aliasOf(first), root })) return null;
  return first;
}

/** @see https://docs.python.org/3/reference/compound_stmts.html#finally-clause */
function goesOn(statement: Node, errors: ReadonlySet<string>, root: string | null): boolean {
  const clause = statement.children.find(({ type }) => type === 'finally_clause');
  const last = items(clause?.children.find(isSuite) ?? statement).at(-1)?.type ?? '';
  if (clause !== undefined && /^(return|break|continue)_statement$/.test(last)) return true;
  return handlerFor(statement, errors, root) !== null && !(clause !== undefined && last === 'raise_statement');
}

/** Whether an `except` clause is about imports that fail: it names ImportError or ModuleNotFoundError. */
export function namesImportError(clause: Node): boolean {
  return fields(clause, 'value').length > 0 && caught(clause, NAMED);
}

/** Whether an `except` clause catches one of the errors: it names it, alone or among others, or names nothing. */
function caught(clause: Node, errors: ReadonlySet<string>): boolean {
  const values = fields(clause, 'value');
  if (values.length === 0) return true;
  return values.some((value) => catches(value.type === 'as_pattern' ? (items(value)[0] as Node) : value, errors));
}

/** The name of the error in a clause's suite; null for none, and in `except*`, where it is that of a group. */
function aliasOf(clause: Node): string | null {
  const [value] = fields(clause, 'value');
  const alias = value?.type === 'as_pattern' ? items(value)[1] : undefined;
  return alias === undefined || /^except\s*\*/.test(textOf(clause)) ? null : textOf(alias);
}

/**
 * Whether a `with` statement suppresses one of the errors; ImportError by default.
 * @see https://docs.python.org/3/library/contextlib.html#contextlib.suppress
 */
export function suppresses(statement: Node, errors: ReadonlySet<string> = IMPORT_ERRORS): boolean {
  return suppressesAny(statement, errors);
}

/**
 * Whether an error is handled around the node; by default ValueError, which `.remove` and `.index` of a list raise.
 * @see https://docs.python.org/3/tutorial/datastructures.html#more-on-lists
 */
export function isCaught(node: Node, errors: ReadonlySet<string> = VALUE_ERRORS): boolean {
  return isHandled(node, errors, null);
}

/** Whether the ImportError of a missing package is handled around the node. */
export function isImportErrorCaught(node: Node, root: string): boolean {
  return isHandled(node, IMPORT_ERRORS, root);
}

function isHandled(node: Node, errors: ReadonlySet<string>, root: string | null): boolean {
  let at = node;
  for (const parent of ancestors(node)) {
    if (at.field === 'body' && parent.type === 'try_statement' && goesOn(parent, errors, root)) return true;
    if (at.field === 'body' && parent.type === 'with_statement' && suppresses(parent, errors)) return true;
    at = parent;
  }
  return false;
}
