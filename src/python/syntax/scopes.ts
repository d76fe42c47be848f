import type { Node } from '../../types.ts';
import { ofType } from './query.ts';
import { ancestors, contains, field, stringValue, textOf } from './tree.ts';

const FUNCTIONS = new Set(['function_definition', 'lambda']);

/**
 * The nearest function that holds the node in its body: decorators and default values run outside it.
 * @returns a function definition or a lambda; null in code of the module or of a class.
 * @see https://docs.python.org/3/reference/compound_stmts.html#function-definitions
 */
export function functionOf(node: Node): Node | null {
  for (const parent of ancestors(node)) {
    if (!FUNCTIONS.has(parent.type)) continue;
    const body = field(parent, 'body');
    if (body !== null && contains(body, node)) return parent;
  }
  return null;
}

/** The nearest class that holds the node in its body, with no function between them. */
export function classOf(node: Node): Node | null {
  const inner = functionOf(node);
  for (const parent of ancestors(node)) {
    if (parent === inner) return null;
    if (parent.type === 'class_definition' && contains(field(parent, 'body') ?? parent, node)) return parent;
  }
  return null;
}

/** The name of a function definition; null for a lambda. */
export function functionName(definition: Node): string | null {
  const name = field(definition, 'name');
  return name === null ? null : textOf(name);
}

/** Whether an identifier stands for a variable; attributes, keywords, and names of imports and definitions do not. */
export function isVariable(node: Node): boolean {
  const parent = node.parent;
  if (node.type !== 'identifier' || parent === null) return false;
  if (parent.type === 'attribute') return node.field === 'object';
  if (parent.type === 'keyword_argument') return node.field === 'value';
  if (parent.type === 'dotted_name' || parent.type === 'aliased_import') return false;
  if (parent.type === 'global_statement' || parent.type === 'nonlocal_statement') return false;
  return !(isDefinition(parent) && node.field === 'name');
}

function isDefinition(node: Node): boolean {
  return node.type === 'function_definition' || node.type === 'class_definition';
}

/**
 * Whether `__all__` lists a name, so that other modules may import it.
 * @see https://docs.python.org/3/reference/simple_stmts.html#the-import-statement
 */
export function isExported(name: string, root: Node): boolean {
  for (const node of [...ofType(root, 'assignment'), ...ofType(root, 'augmented_assignment')]) {
    if (textOf(field(node, 'left') ?? node) !== '__all__') continue;
    if (ofType(node, 'string').some((entry) => stringValue(entry) === name)) return true;
  }
  return false;
}

/**
 * The names that Python gives every module, exceptions apart: functions, and the constants of `site`.
 * @see https://docs.python.org/3/library/functions.html
 */
const BUILTINS: ReadonlySet<string> = new Set(
  (
    'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex ' +
    'copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr ' +
    'globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max ' +
    'memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice ' +
    'sorted staticmethod str sum super tuple type vars zip'
  ).split(' '),
);

/** Whether a name has a value in every module until the module binds it; any name that ends like an exception counts. */
export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name) || /^[A-Z]\w*(Error|Exception|Warning)$/.test(name);
}
