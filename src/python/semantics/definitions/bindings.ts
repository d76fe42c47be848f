import type { Node, Tree } from '../../../types.ts';
import { importedNames } from '../../syntax/imports.ts';
import { ofType } from '../../syntax/query.ts';
import { ancestors, contains, enclosing, field, items, textOf } from '../../syntax/tree.ts';
import type { Definition, DefinitionKind } from './definition.ts';

const PATTERNS =
  /^(pattern_list|tuple_pattern|list_pattern|list_splat_pattern|dictionary_splat_pattern|tuple|list|expression_list|type)$/;
const COMPREHENSIONS = /^(list_comprehension|set_comprehension|dictionary_comprehension|generator_expression)$/;

/** Every definition of a name in a tree, in source order. */
export function definitionsOf({ tree }: Node, name: string): readonly Definition[] {
  return tree.once(allDefinitions).get(name) ?? [];
}

/** The definition that a node is the target of, or the clause of an import; null where it is none. */
export function definitionAt(node: Node): Definition | null {
  return node.tree.once(definitionsByNode).get(node) ?? null;
}

function definitionsByNode(tree: Tree): ReadonlyMap<Node, Definition> {
  const all = [...tree.once(allDefinitions).values()].flat();
  return new Map(all.map((definition) => [definition.node, definition]));
}

/**
 * The scope whose names a node's code binds: the module, a function, lambda or class in whose body it stands, or the
 * comprehension.
 * @see https://docs.python.org/3/reference/executionmodel.html#resolution-of-names
 */
export function scopeOf(node: Node): Node {
  let at = node;
  for (const parent of ancestors(node)) {
    if (/^(function_definition|lambda|class_definition)$/.test(parent.type)) {
      const body = field(parent, 'body');
      if (body !== null && contains(body, node)) return parent;
      if (at.field === 'parameters' && !isOutside(node, at)) return parent;
    }
    if (COMPREHENSIONS.test(parent.type) && !isFirstIterable(at, node, parent)) return parent;
    at = parent;
  }
  return node.tree.root;
}

/** Defaults and annotations run where the function is defined. */
function isOutside(node: Node, parameters: Node): boolean {
  for (let at = node; at !== parameters && at.parent !== null; at = at.parent) {
    if (at.field === 'value' || at.field === 'type') return true;
  }
  return false;
}

/** The first iterable of a comprehension is evaluated outside of it. */
function isFirstIterable(clause: Node, node: Node, comprehension: Node): boolean {
  const first = comprehension.children.find((child) => child.type === 'for_in_clause');
  const right = first === clause ? field(clause, 'right') : null;
  return right !== null && contains(right, node);
}

function allDefinitions({ root }: Tree): ReadonlyMap<string, readonly Definition[]> {
  const declared = declarations(root);
  const found: Definition[] = [];
  for (const { name, clause } of importedNames(root)) found.push(placed(name, 'import', clause, null, declared));
  for (const node of ofType(root, 'identifier')) {
    const read = readBinding(node);
    if (read !== null) found.push(placed(textOf(node), read[0], node, read[1], declared));
  }
  found.sort((a, b) => a.node.index - b.node.index);
  const byName = new Map<string, Definition[]>();
  for (const definition of found) {
    const known = byName.get(definition.name);
    if (known === undefined) byName.set(definition.name, [definition]);
    else known.push(definition);
  }
  return byName;
}

/** The names that a function or class declares to be another scope's, by `global` and `nonlocal`. */
type Declarations = ReadonlyMap<Node, ReadonlyMap<string, 'global' | 'nonlocal'>>;

function declarations(root: Node): Declarations {
  const found = new Map<Node, Map<string, 'global' | 'nonlocal'>>();
  for (const kind of ['global', 'nonlocal'] as const) {
    for (const statement of ofType(root, `${kind}_statement`)) {
      const scope = scopeOf(statement);
      const names = found.get(scope) ?? new Map();
      for (const name of items(statement)) names.set(textOf(name), kind);
      found.set(scope, names);
    }
  }
  return found;
}

function placed(
  name: string,
  kind: DefinitionKind,
  node: Node,
  value: Node | null,
  declared: Declarations,
): Definition {
  const walrus = node.parent?.type === 'named_expression';
  let own = scopeOf(node);
  while (walrus && COMPREHENSIONS.test(own.type)) own = scopeOf(own);
  const declaration = declared.get(own)?.get(name);
  const outer = declaration === 'nonlocal' ? enclosing(own, 'function_definition', 'lambda') : null;
  const scope = declaration === undefined ? own : (outer ?? node.tree.root);
  return { name, kind, node, value, scope, isForeign: scope !== own };
}

/** How an identifier is bound where it stands, and to what; null where it is not. */
function readBinding(identifier: Node): readonly [DefinitionKind, Node | null] | null {
  let at = identifier;
  while (at.parent !== null && PATTERNS.test(at.parent.type)) at = at.parent;
  const { parent } = at;
  if (parent === null) return null;
  if (/^(lambda_)?parameters$/.test(parent.type)) return ['parameter', null];
  // In `dict[str, Panel]` the names are read.
  if (parent.type === 'type_parameter' && parent.parent?.type === 'generic_type') return null;
  if (/_parameter$/.test(parent.type)) return at.field === 'value' || at.field === 'type' ? null : ['parameter', null];
  const kind = KINDS[parent.type];
  if (kind !== undefined)
    return at.field === kind.field ? [kindOf(kind.kind, at === identifier), valueIn(parent)] : null;
  if (parent.type === 'delete_statement') return ['deletion', null];
  return parent.type === 'as_pattern_target' || isCapture(identifier) ? ['part', null] : null;
}

/** The nodes that bind what stands in one of their fields. */
const KINDS: Readonly<Record<string, { readonly field: string; readonly kind: DefinitionKind }>> = {
  assignment: { field: 'left', kind: 'assignment' },
  named_expression: { field: 'name', kind: 'assignment' },
  augmented_assignment: { field: 'left', kind: 'augmented' },
  for_statement: { field: 'left', kind: 'loop' },
  for_in_clause: { field: 'left', kind: 'loop' },
  function_definition: { field: 'name', kind: 'definition' },
  class_definition: { field: 'name', kind: 'definition' },
  type_alias_statement: { field: 'left', kind: 'definition' },
};

function kindOf(kind: DefinitionKind, whole: boolean): DefinitionKind {
  return kind === 'assignment' && !whole ? 'part' : kind;
}

/**
 * Whether a name of a `case` pattern takes what it meets.
 * @see https://docs.python.org/3/reference/compound_stmts.html#capture-patterns
 */
function isCapture(identifier: Node): boolean {
  const { parent } = identifier;
  if (parent === null || textOf(identifier) === '_') return false;
  if (parent.type === 'splat_pattern') return true;
  if (parent.type === 'as_pattern')
    return parent.parent?.type === 'case_pattern' && items(parent).at(-1) === identifier;
  if (parent.type !== 'dotted_name' || items(parent).length !== 1) return false;
  return parent.parent?.type === 'case_pattern' || parent.parent?.type === 'keyword_pattern';
}

function valueIn(parent: Node): Node | null {
  return parent.type === 'assignment' ? lastValue(parent) : (field(parent, 'right') ?? field(parent, 'value'));
}

/** The value of `A = B = value` is that of the last assignment; null for a bare annotation. */
function lastValue(assignment: Node): Node | null {
  const right = field(assignment, 'right');
  return right?.type === 'assignment' ? lastValue(right) : right;
}
