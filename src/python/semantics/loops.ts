import type { Node } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { calledName, enclosing, field, items, textOf } from '../syntax/tree.ts';
import { catchesImportError } from './handlers.ts';
import { type AbsentWorld, ASKS } from './worlds/package-absent.ts';

/**
 * Calls that import what they name, and raise ImportError where it is missing.
 * @see https://docs.python.org/3/library/importlib.html#importlib.import_module
 */
export const LOADERS = new Set(['include', 'import_module', '__import__', 'import_string']);

/** Whether a loop tests each of its names for whether it can be imported. */
export function testsEach(loop: Node, { root }: Pick<AbsentWorld, 'root'>): boolean {
  const name = textOf(field(loop, 'left') as Node);
  for (const node of ofType(field(loop, 'body') ?? loop, 'call')) {
    if (!items(field(node, 'arguments') ?? node).some((argument) => textOf(argument).split('.')[0] === name)) continue;
    const called = calledName(node) ?? '';
    if (ASKS.test(called)) return true;
    const guard = LOADERS.has(called) ? enclosing(node, 'try_statement') : null;
    if (guard !== null && catchesImportError(guard, root)) return true;
  }
  return false;
}

/** The source text of what such loops and comprehensions go over: lists whose entries are tested before use. */
export function askedNames(root: Node, world: Pick<AbsentWorld, 'root'>): Set<string> {
  const names = new Set<string>();
  const asking = [
    ...ofType(root, 'for_in_clause').filter((node) => asksEach(node.parent as Node)),
    ...ofType(root, 'for_statement').filter((node) => testsEach(node, world)),
  ];
  for (const node of asking) names.add(textOf(field(node, 'right') as Node));
  return names;
}

/** Whether a comprehension leaves out what a function such as `is_installed` says no to. */
export function asksEach(comprehension: Node): boolean {
  const loops = comprehension.children.filter((clause) => clause.type === 'for_in_clause');
  const names = loops.map((clause) => textOf(field(clause, 'left') as Node));
  const calls = comprehension.children
    .filter((clause) => clause.type === 'if_clause')
    .flatMap((clause) => ofType(clause, 'call'));
  return calls.some((call) => {
    const args = items(field(call, 'arguments') ?? call);
    return ASKS.test(calledName(call) ?? '') && args.some((argument) => names.includes(textOf(argument)));
  });
}
