import type { Form } from '../../python/semantics/call-forms.ts';
import { type Line, line } from '../text/lines.ts';

/** Code for the handler of a guarded import that binds a name to something that does nothing. */
export interface StandIn {
  readonly imports: readonly Line[];
  /** A function or a class; empty where an import is enough. */
  readonly definition: readonly Line[];
}

/** How a module uses a name. */
export interface Usage {
  readonly forms: ReadonlySet<Form>;
  /** Whether all its calls have keyword arguments alone. */
  readonly named: boolean;
  /** Whether all its calls have one positional argument, or none. */
  readonly single: boolean;
  /** Whether the module does not use the name `nullcontext`. */
  readonly free: boolean;
  /** One level of indentation. */
  readonly indent: string;
}

/**
 * The shortest code that does nothing in all the forms that a name is used in; null where there is none.
 * @see https://docs.python.org/3/library/contextlib.html#contextlib.nullcontext
 */
export function standIn(name: string, usage: Usage): StandIn | null {
  const { named, single, free, indent } = usage;
  const any = `def ${name}(*args, **kwargs):`;
  switch ([...usage.forms].sort().join(', ')) {
    case 'decorator':
      return defined([`def ${name}(func):`, 'return func'], indent);
    case 'decorator call':
      return defined([any, 'return lambda func: func'], indent);
    case 'decorator, decorator call':
      return named
        ? defined([`def ${name}(func=None, **kwargs):`, `return ${name} if func is None else func`], indent)
        : null;
    case 'block':
      if (!free) return noOpClass(name, indent);
      if (single) return { imports: [line(`from contextlib import nullcontext as ${name}`)], definition: [] };
      return {
        ...defined([any, 'return nullcontext()'], indent),
        imports: [line('from contextlib import nullcontext')],
      };
    case 'block, decorator call':
      return noOpClass(name, indent);
    case 'statement':
      return defined([any, 'pass'], indent);
    case 'echo':
      return defined([`def ${name}(*args):`, 'return args[0] if len(args) == 1 else args or None'], indent);
    default:
      return null;
  }
}

function defined([head, body]: readonly [string, string], indent: string): StandIn {
  return { imports: [], definition: [line(head), line(indent + body)] };
}

/**
 * A class whose instances decorate a function, which they leave as it is, or stand in a `with`.
 * @see https://docs.python.org/3/reference/datamodel.html#context-managers
 */
function noOpClass(name: string, indent: string): StandIn {
  const methods = [
    ['def __init__(self, *args, **kwargs):', 'pass'],
    ['def __call__(self, func):', 'return func'],
    ['def __enter__(self):', 'return self'],
    ['def __exit__(self, *args):', 'return None'],
  ] as const;
  const lines = methods.flatMap(([head, body], i) => [...(i === 0 ? [] : ['']), indent + head, indent + indent + body]);
  return { imports: [], definition: [`class ${name}:`, ...lines].map(line) };
}

/**
 * The body of a handler: imports, then names set to None, then definitions with a blank line before each, as black and
 * ruff format lay them out.
 */
export function handlerBody(standIns: readonly StandIn[], unset: readonly Line[]): Line[] {
  const imports = [...new Map(standIns.flatMap((at) => at.imports.map((each) => [each.text, each]))).values()];
  imports.sort((a, b) => (a.text < b.text ? -1 : 1));
  const head = imports.length > 0 && unset.length > 0 ? [...imports, line(''), ...unset] : [...imports, ...unset];
  return [...head, ...standIns.flatMap(({ definition }) => (definition.length > 0 ? [line(''), ...definition] : []))];
}
