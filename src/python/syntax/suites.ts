import type { Node } from '../../types.ts';
import { items } from './tree.ts';

/** The suite of an `except` clause; null only in broken code. */
export function handlerSuite(clause: Node): Node | null {
  return clause.children.find((child) => child.type === 'block') ?? null;
}

/** Whether a suite ends with `return`, `raise`, `continue` or `break`. */
export function leaves(suite: Node | null): boolean {
  const last = suite === null ? undefined : items(suite).at(-1);
  return last !== undefined && /^(return|raise|continue|break)_statement$/.test(last.type);
}
