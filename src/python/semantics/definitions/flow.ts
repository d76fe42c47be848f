import type { Node } from '../../../types.ts';
import { leaves } from '../../syntax/suites.ts';
import { ancestors, contains, field, isSuite, items, statementOf } from '../../syntax/tree.ts';
import type { Definition } from './definition.ts';

/** Some definitions of a name, and whether one of them runs on every way. */
export interface Defined {
  readonly definitions: readonly Definition[];
  readonly sure: boolean;
}

type Definitions = readonly Definition[];

const NONE: Defined = { definitions: [], sure: false };

/**
 * The definitions in a statement that may be the last to have run where it ends.
 * @param own the definitions of one name in one scope.
 * @see https://docs.python.org/3/reference/compound_stmts.html
 */
export function definedBy(statement: Node, own: Definitions): Defined {
  const inside = within(statement, own);
  if (inside.length === 0) return NONE;
  switch (statement.type) {
    case 'if_statement':
      return byBranches(statement, inside);
    case 'match_statement':
      return byCases(statement, inside);
    case 'try_statement':
      return byTry(statement, inside);
    case 'with_statement':
      return inTurn(byHeader(statement, inside), bySuite(field(statement, 'body'), inside));
    case 'for_statement':
    case 'while_statement':
      return may(inside);
    // Another one has been chosen: its pattern may have captured something all the same.
    case 'case_clause':
      return may(inside.filter(({ node }) => statementOf(node) === statement));
    default:
      return byHeader(statement, inside);
  }
}

/**
 * The definitions that may be the last to have run in a compound statement before one of its suites is entered.
 * @param clause the clause that the suite belongs to, or the statement.
 */
export function entered(clause: Node, suite: Node, own: Definitions): Defined {
  const owner = statementOf(clause);
  const inside = within(owner, own);
  if (inside.length === 0) return NONE;
  const header = inside.filter(({ node }) => statementOf(node) === owner && node.end <= suite.start);
  switch (owner.type) {
    case 'for_statement': {
      const target = header.filter(({ kind }) => kind === 'loop');
      if (clause === owner && target.length > 0) return { definitions: target, sure: true };
      return may(clause === owner ? within(suite, own) : inside);
    }
    case 'while_statement':
      return may(inside);
    case 'with_statement':
      return { definitions: header, sure: header.length > 0 };
    case 'try_statement':
      return beforeClause(owner, clause, inside);
    // Each of its patterns has bound what it captures; those before it may have.
    case 'case_clause':
      return { definitions: header, sure: header.some(({ kind }) => kind === 'part') };
    default:
      return { definitions: header, sure: header.some(alwaysRuns) };
  }
}

function beforeClause(owner: Node, clause: Node, inside: Definitions): Defined {
  const body = field(owner, 'body') as Node;
  if (clause === owner) return NONE;
  if (/^except/.test(clause.type)) {
    const alias = within(clause, inside).filter(({ node }) => !isInSuite(node, clause));
    return alias.length > 0 ? { definitions: alias, sure: true } : may(within(body, inside));
  }
  return clause.type === 'else_clause' ? bySuite(body, inside) : may(inside);
}

/** The definitions outside of any suite of a statement: targets, conditions, the name of a function. */
function byHeader(statement: Node, inside: Definitions): Defined {
  const header = inside.filter(({ node }) => statementOf(node) === statement);
  return { definitions: header, sure: header.some(alwaysRuns) };
}

/** Whether a definition outside of any suite runs whenever its statement does; a walrus behind `and` may not. */
function alwaysRuns({ node }: Definition): boolean {
  if (node.parent?.type !== 'named_expression') return true;
  let at = node;
  for (const parent of ancestors(node)) {
    if (isSuite(parent)) return true;
    if (parent.type === 'boolean_operator' && at.field === 'right') return false;
    if (parent.type === 'conditional_expression' && items(parent)[1] !== at) return false;
    if (parent.type === 'comparison_operator' && items(parent).indexOf(at) > 1) return false;
    if (/comprehension$|^generator_expression$|^lambda$/.test(parent.type)) return false;
    at = parent;
  }
  return true;
}

function bySuite(suite: Node | null, inside: Definitions): Defined {
  let found = NONE;
  for (const statement of suite === null ? [] : items(suite)) found = inTurn(found, definedBy(statement, inside));
  return found;
}

function byBranches(statement: Node, inside: Definitions): Defined {
  const clauses = statement.children.filter((child) => /^(elif|else)_clause$/.test(child.type));
  const suites = [field(statement, 'consequence'), ...clauses.map(suiteIn)];
  const total = clauses.some(({ type }) => type === 'else_clause');
  const condition = field(statement, 'condition') ?? statement;
  const header = inside.filter(({ node }) => statementOf(node) === statement);
  const asked = { definitions: header, sure: header.some((at) => alwaysRuns(at) && contains(condition, at.node)) };
  return inTurn(asked, either(suites, inside, total));
}

function byCases(statement: Node, inside: Definitions): Defined {
  const cases = items(field(statement, 'body') ?? statement).filter(({ type }) => type === 'case_clause');
  const captures = inside.filter(({ node }) => cases.every((clause) => !contains(suiteIn(clause) ?? clause, node)));
  const last = cases.at(-1);
  const total = last !== undefined && /^case\s+_\s*:/.test(last.tree.text.slice(last.start, last.end));
  return inTurn(may(captures), either(cases.map(suiteIn), inside, total));
}

/** Of several suites one runs, or none where they are not `total`; what leaves does not reach the end. */
function either(suites: readonly (Node | null)[], inside: Definitions, total: boolean): Defined {
  const ways = suites.filter((suite) => !leaves(suite)).map((suite) => bySuite(suite, inside));
  return { definitions: ways.flatMap((way) => way.definitions), sure: total && ways.every((way) => way.sure) };
}

/** @see https://docs.python.org/3/reference/compound_stmts.html#the-try-statement */
function byTry(statement: Node, inside: Definitions): Defined {
  const body = field(statement, 'body') as Node;
  const clauses = statement.children.filter((child) => /_clause$/.test(child.type));
  const suiteOf = (type: string) => suiteIn(clauses.find((clause) => clause.type === type) ?? null);
  const main = inTurn(bySuite(body, inside), bySuite(suiteOf('else_clause'), inside));
  const ways = clauses
    .filter((clause) => /^except/.test(clause.type) && !leaves(suiteIn(clause)))
    .map((clause) => inTurn(may(within(body, inside)), bySuite(suiteIn(clause), inside)));
  const all = [main, ...ways];
  const met = { definitions: all.flatMap((way) => way.definitions), sure: all.every((way) => way.sure) };
  return inTurn(met, bySuite(suiteOf('finally_clause'), inside));
}

/** One after the other: what is sure to run later hides what came before. */
function inTurn(first: Defined, second: Defined): Defined {
  if (second.sure) return second;
  return { definitions: [...new Set([...first.definitions, ...second.definitions])], sure: first.sure };
}

function may(definitions: Definitions): Defined {
  return { definitions, sure: false };
}

function within(node: Node, own: Definitions): Definition[] {
  return own.filter((definition) => contains(node, definition.node));
}

function suiteIn(clause: Node | null): Node | null {
  return clause?.children.find(isSuite) ?? null;
}

function isInSuite(node: Node, owner: Node): boolean {
  return owner.children.some((child) => isSuite(child) && contains(child, node));
}
