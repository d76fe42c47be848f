import type { Node } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { calledName, enclosing, field, items, slice } from '../syntax/tree.ts';
import { catchesImportError } from './handlers.ts';
import { ASKS } from './worlds/package-absent.ts';

/** Calls that raise ImportError where what they name is missing. */
export const LOADERS = new Set(['include', 'import_module', '__import__', 'import_string']);

/** A loop over names that asks for each whether it can be imported. */
export function probesEach(loop: Node, text: string): boolean {
  const name = slice(text, field(loop, 'left') as Node);
  for (const node of ofType(field(loop, 'body') ?? loop, 'call')) {
    if (!items(field(node, 'arguments') ?? node).some((argument) => slice(text, argument).split('.')[0] === name))
      continue;
    const called = calledName(node, text) ?? '';
    if (ASKS.test(called)) return true;
    const guard = LOADERS.has(called) ? enclosing(node, 'try_statement') : null;
    if (guard !== null && catchesImportError(guard, text)) return true;
  }
  return false;
}

/** The names of lists whose entries are each asked for before they are used. */
export function askedNames(root: Node, text: string): Set<string> {
  const names = new Set<string>();
  const asking = [
    ...ofType(root, 'for_in_clause').filter((node) => asksEach(node.parent as Node, text)),
    ...ofType(root, 'for_statement').filter((node) => probesEach(node, text)),
  ];
  for (const node of asking) names.add(slice(text, field(node, 'right') as Node));
  return names;
}

/** A comprehension that keeps only what an asking function says yes to. */
export function asksEach(comprehension: Node, text: string): boolean {
  const loops = comprehension.children.filter((clause) => clause.type === 'for_in_clause');
  const names = loops.map((clause) => slice(text, field(clause, 'left') as Node));
  const calls = comprehension.children
    .filter((clause) => clause.type === 'if_clause')
    .flatMap((clause) => ofType(clause, 'call'));
  return calls.some((call) => {
    const args = items(field(call, 'arguments') ?? call);
    return ASKS.test(calledName(call, text) ?? '') && args.some((argument) => names.includes(slice(text, argument)));
  });
}
