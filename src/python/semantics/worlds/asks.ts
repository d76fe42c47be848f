import type { Node } from '../../../types.ts';
import { isUnder } from '../../syntax/imports.ts';
import { identifiers, ofType } from '../../syntax/query.ts';
import { calledName, field, items, stringValue } from '../../syntax/tree.ts';

/** Functions whose name says that they test whether something is installed. */
export const ASKS = /find_spec|find_loader|is_installed|installed|available|exists|importable|has_module|has_package/i;
/** Those of Python itself, which give None for what is missing. */
export const FINDS = /find_spec|find_loader/;

/**
 * Whether a call such as `find_spec("package.module")` imports the package, and so raises where it is missing.
 * @see https://docs.python.org/3/library/importlib.html#importlib.util.find_spec
 */
export function importsParent(call: Node, root: string): boolean {
  const [first] = items(field(call, 'arguments') ?? call);
  const asked = stringValue((first && field(first, 'value')) ?? first ?? call);
  if (asked === null || !FINDS.test(calledName(call) ?? '')) return false;
  return /^\.+\w/.test(asked) || (isUnder(asked, root) && asked !== root);
}

/** Whether an expression names the package, also by the variable of a loop. */
export function namesPackage(
  node: Node,
  { root, each }: { readonly root: string; readonly each: string | null },
): boolean {
  if (each !== null && identifiers(node, each).length > 0) return true;
  return ofType(node, 'string').some((at) => isUnder(stringValue(at) ?? '', root));
}
