import type { Node, Tree } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { handlerSuite, leaves } from '../syntax/suites.ts';
import { field, isSuite, items, suiteOf } from '../syntax/tree.ts';
import { catchesImportError, importHandler, suppresses } from './handlers.ts';
import { isImportGuard, loadedBefore } from './loads.ts';
import { asksEach, filters, testsEach } from './loops.ts';
import { type AbsentWorld, knowledge, setApart } from './worlds/package-absent.ts';

/** Whether code around the node makes sure that it only runs where the package is there, or handles its absence. */
export function isGuarded(node: Node, world: AbsentWorld): boolean {
  for (let at = node; at.parent !== null; at = at.parent) {
    if (guards(at.parent, at, node, world)) return true;
  }
  return false;
}

function guards(parent: Node, child: Node, node: Node, world: AbsentWorld): boolean {
  switch (parent.type) {
    case 'if_statement':
    case 'elif_clause':
      return child.field === 'consequence' ? conditionsBefore(parent, world) : elseKnows(parent, child, world);
    case 'while_statement':
      return child.field === 'body' && knowledge(field(parent, 'condition') as Node, world).whenTrue;
    case 'conditional_expression': {
      const [, condition] = items(parent);
      if (condition === undefined || child === condition) return false;
      const known = knowledge(condition, world);
      return child === items(parent)[0] ? known.whenTrue : known.whenFalse;
    }
    case 'case_clause':
      return child.field === 'consequence' && caseTells(parent, world);
    case 'boolean_operator':
      return shortCircuits(parent, child, world);
    case 'try_statement':
      return child.field === 'body'
        ? catchesImportError(parent, world.root) && loadedBefore(child, node, world)
        : false;
    case 'else_clause':
      return parent.parent?.type === 'try_statement' && isImportGuard(parent.parent, world);
    case 'with_statement':
      return child.field === 'body' && suppresses(parent) && loadedBefore(child, node, world);
    case 'for_statement':
      return child.field === 'right' && testsEach(parent, world, isGuarded);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      if (child.field === 'body') return filters(parent, world);
      return child.type === 'for_in_clause' && node.type === 'string' && asksEach(parent, world);
    default:
      return isSuite(parent) && leftBefore(parent, child, world);
  }
}

/**
 * Whether a branch's own condition, or the failure of those before it, tells that the package is there.
 * @see https://docs.python.org/3/reference/compound_stmts.html#the-if-statement
 */
function conditionsBefore(clause: Node, world: AbsentWorld): boolean {
  if (knowledge(field(clause, 'condition') as Node, world).whenTrue) return true;
  return clause.type === 'elif_clause' && clause.parent !== null && elseKnows(clause.parent, clause, world);
}

/** Whether an `elif` or `else` branch runs only after a condition whose failure tells that the package is there. */
function elseKnows(statement: Node, branch: Node, world: AbsentWorld): boolean {
  if (branch.field !== 'alternative') return false;
  const earlier = statement.children.filter((child) => child.type === 'elif_clause' && child.end <= branch.start);
  return [statement, ...earlier].some((clause) => knowledge(field(clause, 'condition') as Node, world).whenFalse);
}

/**
 * Whether a `case` is chosen only where the package is there: by its own condition, or as those before it take None.
 * @see https://docs.python.org/3/reference/compound_stmts.html#the-match-statement
 */
function caseTells(clause: Node, world: AbsentWorld): boolean {
  const condition = field(clause, 'guard');
  if (condition !== null && knowledge(items(condition)[0] as Node, world).whenTrue) return true;
  const subject = clause.parent?.parent ? field(clause.parent.parent, 'subject') : null;
  if (subject === null) return false;
  const patternOf = (at: Node) => items(items(at)[0] ?? at)[0]?.type;
  if (patternOf(clause) === 'true') return knowledge(subject, world).whenTrue;
  const earlier = items(clause.parent as Node).filter((at) => at.type === 'case_clause' && at.end <= clause.start);
  const takes = (type: string) => earlier.some((at) => patternOf(at) === type && field(at, 'guard') === null);
  return takes('none') && setApart(subject, world).whenTrue;
}

/**
 * Whether the right side of `and` or `or` is evaluated only where the left side tells that the package is there.
 * @see https://docs.python.org/3/reference/expressions.html#boolean-operations
 */
function shortCircuits(operator: Node, child: Node, world: AbsentWorld): boolean {
  const [left, right] = items(operator);
  if (left === undefined || child !== right) return false;
  const known = knowledge(left, world);
  return operator.children.some((token) => token.type === 'and') ? known.whenTrue : known.whenFalse;
}

/** Whether the same suite has an earlier `if <absent>: return`, or an import whose handler leaves. */
function leftBefore(suite: Node, child: Node, world: AbsentWorld): boolean {
  const exits = suite.tree.once(exitsBySuite).get(suite) ?? [];
  return exits.some((statement) => {
    if (statement.end > child.start) return false;
    if (statement.type === 'try_statement') {
      const handler = importHandler(statement, world.root);
      return isImportGuard(statement, world) && (handler === null || leaves(handlerSuite(handler)));
    }
    return knowledge(field(statement, 'condition') as Node, world).whenFalse;
  });
}

/** The statements that may leave their suites in a clause of `try`, or where a condition holds. */
function exitsBySuite({ root }: Tree): ReadonlyMap<Node, readonly Node[]> {
  const exits = new Map<Node, Node[]>();
  const tries = ofType(root, 'try_statement').filter((statement) =>
    statement.children.some((clause) => /_clause$/.test(clause.type) && leaves(handlerSuite(clause))),
  );
  const conditions = ofType(root, 'if_statement').filter(
    (statement) => field(statement, 'alternative') === null && leaves(field(statement, 'consequence')),
  );
  for (const statement of [...tries, ...conditions]) {
    const suite = suiteOf(statement);
    exits.set(suite, [...(exits.get(suite) ?? []), statement]);
  }
  return exits;
}
