import type { Node } from '../../types.ts';
import { calledName, items } from '../syntax/tree.ts';

/** Functions of debuggers that stop the program where they are called. */
export const BREAKPOINTS = /^(set_trace|post_mortem|breakpoint)$/;

/** What is to become of one. */
export const LEFT_BEHIND = 'it is a breakpoint that was left behind: take it out';

/** Whether a name, or the name of a module that is imported there, is part of a call that somebody left who debugged. */
export function isBreakpoint(node: Node): boolean {
  const imported = node.type === 'string' ? importAround(node) : node;
  if (imported === null) return false;
  let at = imported;
  while (at.parent?.type === 'attribute' && at.field === 'object') at = at.parent;
  return at.field === 'function' && BREAKPOINTS.test(calledName(at.parent) ?? '');
}

/** `__import__("ipdb")` and `import_module("ipdb")`, around the string; null where it is no argument of these. */
function importAround(node: Node): Node | null {
  const list = node.parent;
  if (list?.type !== 'argument_list' || items(list)[0] !== node) return null;
  return /^(__import__|import_module)$/.test(calledName(list.parent) ?? '') ? list.parent : null;
}
