import type { Node } from '../types.ts';
import { ASKS, knowledge, type Question } from './conditions.ts';
import { packageBindings } from './imports.ts';
import {
  ancestors,
  calledName,
  contains,
  descendants,
  enclosing,
  field,
  isSuite,
  items,
  lastName,
  slice,
  stringValue,
} from './tree.ts';

const IMPORT_ERRORS = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException']);
const VALUE_ERRORS = new Set(['ValueError', 'Exception', 'BaseException']);
const LOADERS = new Set(['include', 'import_module', '__import__', 'import_string']);

/** Whether something around the node sees to it that it only runs where the package is there. */
export function isGuarded(node: Node, question: Question): boolean {
  for (let at = node; at.parent !== null; at = at.parent) {
    if (guards(at.parent, at, node, question)) return true;
  }
  return false;
}

function guards(parent: Node, child: Node, node: Node, question: Question): boolean {
  switch (parent.type) {
    case 'if_statement':
    case 'elif_clause':
      return child.field === 'consequence' ? conditionsBefore(parent, question) : elseKnows(parent, child, question);
    case 'conditional_expression': {
      const [, condition] = items(parent);
      if (condition === undefined || child === condition) return false;
      const known = knowledge(condition, question);
      return child === items(parent)[0] ? known.whenTrue : known.whenFalse;
    }
    case 'boolean_operator':
      return shortCircuits(parent, child, question);
    case 'try_statement':
      return child.field === 'body'
        ? catchesImportError(parent, question.text) && loadedBefore(child, node, question)
        : false;
    case 'else_clause':
      return parent.parent?.type === 'try_statement' && isImportGuard(parent.parent, question);
    case 'with_statement':
      return child.field === 'body' && suppresses(parent, question.text) && loadedBefore(child, node, question);
    case 'for_statement':
      return child.field === 'right' && probesEach(parent, question.text);
    case 'list_comprehension':
    case 'generator_expression':
      return asksEach(parent, question.text);
    default:
      return isSuite(parent) && leftBefore(parent, child, question);
  }
}

/** The condition of a consequence, and the failed ones of the branches before it. */
function conditionsBefore(clause: Node, question: Question): boolean {
  if (knowledge(field(clause, 'condition') as Node, question).whenTrue) return true;
  return clause.type === 'elif_clause' && clause.parent !== null && elseKnows(clause.parent, clause, question);
}

/** Whether every way to an `elif` or `else` branch goes past a condition whose failure tells. */
function elseKnows(statement: Node, branch: Node, question: Question): boolean {
  if (branch.field !== 'alternative') return false;
  const earlier = statement.children.filter((child) => child.type === 'elif_clause' && child.end <= branch.start);
  return [statement, ...earlier].some((clause) => knowledge(field(clause, 'condition') as Node, question).whenFalse);
}

function shortCircuits(operator: Node, child: Node, question: Question): boolean {
  const [left, right] = items(operator);
  if (left === undefined || child !== right) return false;
  const known = knowledge(left, question);
  return operator.children.some((token) => token.type === 'and') ? known.whenTrue : known.whenFalse;
}

/** An earlier `if <absent>: return`, or an import whose handler leaves, in the same suite. */
function leftBefore(suite: Node, child: Node, question: Question): boolean {
  return items(suite).some((statement) => {
    if (statement.end > child.start) return false;
    if (statement.type === 'try_statement') {
      return (
        isImportGuard(statement, question) &&
        importHandlers(statement, question.text).every((clause) => leaves(handlerSuite(clause)))
      );
    }
    if (statement.type !== 'if_statement' || field(statement, 'alternative') !== null) return false;
    return (
      leaves(field(statement, 'consequence')) && knowledge(field(statement, 'condition') as Node, question).whenFalse
    );
  });
}

function leaves(suite: Node | null): boolean {
  const last = suite === null ? undefined : items(suite).at(-1);
  return last !== undefined && /^(return|raise|continue|break)_statement$/.test(last.type);
}

/** A loop over names that asks for each whether it can be imported. */
function probesEach(loop: Node, text: string): boolean {
  const name = slice(text, field(loop, 'left') as Node);
  for (const node of descendants(field(loop, 'body') ?? loop)) {
    if (
      node.type !== 'call' ||
      !items(field(node, 'arguments') ?? node).some((argument) => slice(text, argument).split('.')[0] === name)
    )
      continue;
    const called = calledName(node, text) ?? '';
    if (ASKS.test(called)) return true;
    const guard = LOADERS.has(called) ? enclosing(node, 'try_statement') : null;
    if (guard !== null && catchesImportError(guard, text)) return true;
  }
  return false;
}

/** Whether a ValueError, as `.remove` and `.index` raise it, is taken care of around the node. */
export function isCaught(node: Node, text: string): boolean {
  let at = node;
  for (const parent of ancestors(node)) {
    if (at.field === 'body' && parent.type === 'try_statement' && handlersFor(parent, text, VALUE_ERRORS).length > 0)
      return true;
    if (at.field === 'body' && parent.type === 'with_statement' && suppresses(parent, text, VALUE_ERRORS)) return true;
    at = parent;
  }
  return false;
}

/** A `try` with a handler for ImportError around an import of the package. */
export function isImportGuard(statement: Node, question: Question): boolean {
  const body = field(statement, 'body');
  if (statement.type === 'with_statement')
    return body !== null && suppresses(statement, question.text) && loads(body, question) !== null;
  return (
    statement.type === 'try_statement' &&
    body !== null &&
    catchesImportError(statement, question.text) &&
    loads(body, question) !== null
  );
}

/** Whether the suite imports the package at or before the node. */
function loadedBefore(body: Node, node: Node, question: Question): boolean {
  const load = loads(body, question);
  return load !== null && (load.start <= node.start || contains(load, node));
}

/** The first place in a suite that raises ImportError where the package is missing, or null. */
function loads(body: Node, { text, root }: Question): Node | null {
  for (const node of descendants(body)) {
    if (/^import(_from)?_statement$/.test(node.type) && packageBindings(node, text, root).length > 0) return node;
    if (node.type !== 'call' || !LOADERS.has(calledName(node, text) ?? '')) continue;
    const argument = items(field(node, 'arguments') ?? node)[0];
    const value = argument === undefined ? null : stringValue(argument, text);
    if (value !== null && (value === root || value.startsWith(`${root}.`))) return node;
  }
  return null;
}

/** Whether a `try` statement has a handler that takes an ImportError and goes on. */
export function catchesImportError(statement: Node, text: string): boolean {
  return importHandlers(statement, text).length > 0;
}

/** The handlers of a `try` statement that take an ImportError and do not end in `raise`. */
export function importHandlers(statement: Node, text: string): Node[] {
  return handlersFor(statement, text, IMPORT_ERRORS);
}

function handlersFor(statement: Node, text: string, errors: ReadonlySet<string>): Node[] {
  return statement.children.filter((clause) => {
    if (clause.type !== 'except_clause') return false;
    const last = items(handlerSuite(clause) ?? clause).at(-1);
    return last?.type !== 'raise_statement' && caught(clause, text, errors);
  });
}

/** The suite of an `except` clause. */
export function handlerSuite(clause: Node): Node | null {
  return clause.children.find((child) => child.type === 'block') ?? null;
}

function caught(clause: Node, text: string, errors: ReadonlySet<string>): boolean {
  const value = field(clause, 'value');
  if (value === null) return true;
  const types = value.type === 'as_pattern' ? (items(value)[0] as Node) : value;
  return (types.type === 'tuple' ? items(types) : [types]).some((type) => errors.has(lastName(type, text) ?? ''));
}

function suppresses(statement: Node, text: string, errors: ReadonlySet<string> = IMPORT_ERRORS): boolean {
  for (const node of descendants(items(statement)[0] as Node)) {
    if (calledName(node, text) !== 'suppress') continue;
    if (items(field(node, 'arguments') as Node).some((type) => errors.has(lastName(type, text) ?? ''))) return true;
  }
  return false;
}

/** The names of lists whose entries are each asked for before they are used. */
export function askedNames(root: Node, text: string): Set<string> {
  const names = new Set<string>();
  for (const node of descendants(root)) {
    const comprehension = node.type === 'for_in_clause' && asksEach(node.parent as Node, text);
    const loop = node.type === 'for_statement' && probesEach(node, text);
    if (comprehension || loop) names.add(slice(text, field(node, 'right') as Node));
  }
  return names;
}

function asksEach(comprehension: Node, text: string): boolean {
  const loops = comprehension.children.filter((clause) => clause.type === 'for_in_clause');
  const names = loops.map((clause) => slice(text, field(clause, 'left') as Node));
  const calls = comprehension.children
    .filter((clause) => clause.type === 'if_clause')
    .flatMap((clause) => [...descendants(clause)]);
  return calls.some((call) => {
    const args = call.type === 'call' ? items(field(call, 'arguments') ?? call) : [];
    return ASKS.test(calledName(call, text) ?? '') && args.some((argument) => names.includes(slice(text, argument)));
  });
}
