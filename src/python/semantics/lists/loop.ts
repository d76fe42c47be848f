import type { Node } from '../../../types.ts';
import { ofType } from '../../syntax/query.ts';
import { calledName, enclosing, field } from '../../syntax/tree.ts';
import { type Held, remade } from './held.ts';
import { depends, HARMLESS, type Step } from './step.ts';

/**
 * What a `for` loop over a list makes of it: the same where each round stands for itself. The lists that it fills are
 * made of this one.
 * @see https://docs.python.org/3/reference/compound_stmts.html#the-for-statement
 */
export function throughLoop(node: Node, loop: Node, held: Held): Step {
  if (node.field !== 'right') return HARMLESS;
  const body = field(loop, 'body') as Node;
  if (held.path.length > 0) {
    return { kind: 'into', targets: [field(loop, 'left') as Node], held: { ...held, path: held.path.slice(1) } };
  }
  if (stops(loop, body) || counts(body)) return depends('place', node);
  const filled = [
    ...ofType(body, 'call')
      .filter((call) => /^(append|extend|insert|add|update|setdefault)$/.test(calledName(call) ?? ''))
      .map((call) => field(call, 'function') as Node)
      .flatMap((called) => (called.type === 'attribute' ? [field(called, 'object') as Node] : [])),
    ...ofType(body, 'augmented_assignment').map((at) => field(at, 'left') as Node),
  ];
  return filled.length === 0 ? HARMLESS : { kind: 'into', targets: filled, held: remade(held) };
}

function stops(loop: Node, body: Node): boolean {
  const breaks = ofType(body, 'break_statement').some(
    (at) => enclosing(at, 'for_statement', 'while_statement') === loop,
  );
  return breaks || ofType(body, 'return_statement').length > 0 || ofType(body, 'yield').length > 0;
}

/** Whether a round leaves a number to the next one, such as `i += 1`, or takes from another iterator. */
function counts(body: Node): boolean {
  const numbers = ofType(body, 'augmented_assignment').some(
    (at) => !/^(list|tuple|set|string|identifier)$/.test(field(at, 'right')?.type ?? ''),
  );
  return numbers || ofType(body, 'call').some((call) => calledName(call) === 'next');
}
