import type { Node } from '../types.ts';
import { calledName } from './tree.ts';

/** Functions of debuggers that stop the program where they are called. */
export const BREAKPOINTS = /^(set_trace|post_mortem|breakpoint)$/;

/** What is to become of one. */
export const LEFT_BEHIND = 'it is a breakpoint that was left behind: take it out';

/** Whether a name is part of a call that was left behind by somebody who debugged: nobody wants it anywhere. */
export function isBreakpoint(node: Node, text: string): boolean {
  let at = node;
  while (at.parent?.type === 'attribute' && at.field === 'object') at = at.parent;
  return at.field === 'function' && BREAKPOINTS.test(calledName(at.parent, text) ?? '');
}
