import type { Node } from '../../types.ts';
import { calledName, field, items } from '../syntax/tree.ts';

/**
 * A way of using a decorator, a context manager or a function for which a do-nothing can stand in.
 * @see https://docs.python.org/3/reference/compound_stmts.html#function-definitions
 */
export type Form =
  /** `@profile` */
  | 'decorator'
  /** `@profile()` */
  | 'decorator call'
  /** `with profile():` */
  | 'block'
  /** `profile(x)` as a statement, whose result is not used. */
  | 'statement'
  /** `y = ic(x)`, of a function that gives back its argument. */
  | 'echo';

/**
 * How a name is used; null where no do-nothing can stand in.
 * @param echoes whether the function returns its argument.
 */
export function formOf(node: Node, echoes: boolean): Form | null {
  const call = node.parent;
  const called = call?.type === 'call' && node.field === 'function';
  if (echoes) return called && givesBack(call) ? 'echo' : null;
  if (decorates(node)) return 'decorator';
  return called ? formOfCall(call) : null;
}

/** Whether a call has positional arguments alone, and its result is no decorator. */
function givesBack(call: Node): boolean {
  const named = items(field(call, 'arguments') as Node).some((argument) => /keyword|dictionary/.test(argument.type));
  return !named && call.parent?.type !== 'decorator';
}

/**
 * `@x`, `@method_decorator(x)`.
 * @see https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.decorators.method_decorator
 */
function decorates(node: Node): boolean {
  if (node.parent?.type === 'decorator') return true;
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null;
  return calledName(call) === 'method_decorator' && items(node.parent as Node)[0] === node;
}

function formOfCall(call: Node): Form | null {
  const { parent } = call;
  if (decorates(call) || appliesToOne(call)) return 'decorator call';
  if (parent?.type === 'expression_statement') return 'statement';
  if (parent?.type === 'with_item') return isAsync(parent) ? null : 'block';
  const entered = parent?.type === 'argument_list' && calledName(parent.parent) === 'enter_context';
  return entered && parent.parent?.parent?.type === 'expression_statement' ? 'block' : null;
}

/** `profile(name="x")(view)`: a decorator applied by a call. */
function appliesToOne(call: Node): boolean {
  const outer = call.parent;
  if (outer?.type !== 'call' || call.field !== 'function') return false;
  const [only, ...more] = items(field(outer, 'arguments') as Node);
  return only !== undefined && more.length === 0 && /^(identifier|attribute|call)$/.test(only.type);
}

function isAsync(item: Node): boolean {
  return item.parent?.parent?.children.some((child) => child.type === 'async') === true;
}
