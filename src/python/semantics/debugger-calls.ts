import type { Node } from '../../types.ts';
import { calledName, items } from '../syntax/tree.ts';

/**
 * Functions that stop the program in a debugger where they are called.
 * @see https://docs.python.org/3/library/pdb.html#pdb.set_trace
 */
export const BREAKPOINTS = /^(set_trace|post_mortem|breakpoint)$/;

/** The advice on a call of one. */
export const LEFT_BEHIND = 'it is a breakpoint that was left behind: take it out';

/** Whether a name, or a string that names a module to import, is what a breakpoint is called on: `ipdb.set_trace()`. */
export function isBreakpoint(node: Node): boolean {
  const imported = node.type === 'string' ? importAround(node) : node;
  if (imported === null) return false;
  let at = imported;
  while (at.parent?.type === 'attribute' && at.field === 'object') at = at.parent;
  return at.field === 'function' && BREAKPOINTS.test(calledName(at.parent) ?? '');
}

/** The call `__import__("ipdb")` or `import_module("ipdb")` around a string; null where there is none. */
function importAround(node: Node): Node | null {
  const list = node.parent;
  if (list?.type !== 'argument_list' || items(list)[0] !== node) return null;
  return /^(__import__|import_module)$/.test(calledName(list.parent) ?? '') ? list.parent : null;
}
