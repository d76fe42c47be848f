import type { Node } from '../../types.ts';
import { identifiers, ofType } from '../syntax/query.ts';
import { ancestors, calledName, enclosing, field, items, textOf } from '../syntax/tree.ts';
import { catchesImportError } from './handlers.ts';
import { ASKS } from './worlds/asks.ts';
import { type AbsentWorld, knowledge } from './worlds/package-absent.ts';

/**
 * Calls that import what they name, and raise ImportError where it is missing.
 * @see https://docs.python.org/3/library/importlib.html#importlib.import_module
 */
export const LOADERS = new Set(['include', 'import_module', '__import__', 'import_string']);

/** Methods that put what they are given into a collection. */
const TAKES = /^(append|appendleft|insert|extend|add|update|setdefault)$/;

/** Whether code around a node keeps it from running where the package is missing. */
type Guards = (node: Node, world: AbsentWorld) => boolean;

/** Whether a loop tests each of its names for whether it can be imported, before anything takes the name. */
export function testsEach(loop: Node, world: AbsentWorld, isGuarded: Guards): boolean {
  const left = field(loop, 'left') as Node;
  const body = field(loop, 'body');
  if (body === null || left.type !== 'identifier' || !isAsked(left, body, world)) return false;
  const inside = world.withEach(textOf(left));
  return identifiers(body, textOf(left)).every((use) => !isTaken(use, loop) || isGuarded(use, inside));
}

/** Whether a loop asks for its variable: by a function such as `find_spec`, or by an import whose failure is handled. */
function isAsked(variable: Node, body: Node, { root }: AbsentWorld): boolean {
  return ofType(body, 'call').some((call) => {
    const called = calledName(call) ?? '';
    if (!items(field(call, 'arguments') ?? call).some((at) => identifiers(at, textOf(variable)).length > 0))
      return false;
    const guard = LOADERS.has(called) ? enclosing(call, 'try_statement') : null;
    return ASKS.test(called) || (guard !== null && catchesImportError(guard, root));
  });
}

/** Whether a use of a loop's variable goes into a list, or out of the function; questions and messages do not count. */
function isTaken(use: Node, loop: Node): boolean {
  for (const parent of ancestors(use)) {
    if (parent === loop) return false;
    if (parent.type === 'call' && (ASKS.test(calledName(parent) ?? '') || LOADERS.has(calledName(parent) ?? '')))
      return false;
    if (parent.type === 'call' && TAKES.test(calledName(parent) ?? '')) return true;
    if (/^(augmented_assignment|yield|return_statement)$/.test(parent.type)) return true;
    if (parent.type === 'comparison_operator') return false;
  }
  return false;
}

/**
 * The source text of what such loops and comprehensions go over: lists whose entries are tested before use.
 * @param isSetting whether a name is read by others too: testing it counts where it gets the result.
 */
export function askedNames(
  root: Node,
  world: AbsentWorld,
  isGuarded: Guards,
  isSetting: (name: string) => boolean,
): Set<string> {
  const asking = [
    ...ofType(root, 'for_in_clause').filter((node) => asksEach(node.parent as Node, world)),
    ...ofType(root, 'for_statement').filter((node) => testsEach(node, world, isGuarded)),
  ];
  const names = asking.map((node) => ({ node, name: textOf(field(node, 'right') as Node) }));
  return new Set(names.filter(({ node, name }) => !isSetting(name) || replaces(node, name)).map(({ name }) => name));
}

/** Whether a comprehension takes the place of what it goes over: `X = [x for x in X if find_spec(x)]`. */
function replaces(clause: Node, name: string): boolean {
  const assignment = enclosing(clause, 'assignment');
  const left = assignment === null ? null : field(assignment, 'left');
  return left !== null && textOf(left).replace(/\[:\]$/, '') === name;
}

/** Whether a comprehension leaves out the package where a function such as `is_installed` says no to it. */
export function asksEach(comprehension: Node, world: AbsentWorld): boolean {
  const loops = comprehension.children.filter((clause) => clause.type === 'for_in_clause');
  return loops.some((clause) => {
    const left = field(clause, 'left') as Node;
    const inside = left.type === 'identifier' ? world.withEach(textOf(left)) : null;
    return inside !== null && filters(comprehension, inside);
  });
}

/** Whether a comprehension's conditions hold only where the package is there. */
export function filters(comprehension: Node, world: AbsentWorld): boolean {
  const conditions = comprehension.children.filter((clause) => clause.type === 'if_clause').flatMap(items);
  return conditions.some((condition) => knowledge(condition, world).whenTrue);
}
