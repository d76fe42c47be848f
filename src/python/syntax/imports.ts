import type { Node, Tree } from '../../types.ts';
import { remembered } from './remembered.ts';
import { field, fields, isSuite, textOf } from './tree.ts';

/** A name that an import statement binds. */
export interface Binding {
  readonly name: string;
  /** The dotted module or object that is imported; for a star, the module with `.*`. */
  readonly target: string;
  /** The clause of the statement: a dotted name or an aliased import. */
  readonly clause: Node;
  readonly statement: Node;
}

/** Every import statement of the node's whole tree, at any depth, in source order; imports from `__future__` apart. */
export function importStatements({ tree }: Node): readonly Node[] {
  return tree.once(readImports);
}

function readImports({ nodes }: Tree): readonly Node[] {
  return nodes.filter((node) => IMPORTS.has(node.type) && node.parent !== null && isSuite(node.parent));
}

const IMPORTS = new Set(['import_statement', 'import_from_statement']);

/** What all import statements of the tree bind, in source order. */
export function importedNames(root: Node): readonly Binding[] {
  return importStatements(root).flatMap((statement) => bindings(statement));
}

/**
 * What an import statement binds: `import a.b` binds `a`, and `as` another name. A star import binds the name `*`.
 * @see https://docs.python.org/3/reference/simple_stmts.html#the-import-statement
 */
export function bindings(statement: Node): readonly Binding[] {
  return bindingsOf(statement.tree, statement);
}

const bindingsOf = remembered((_: Tree, statement: Node) => readBindings(statement));

function readBindings(statement: Node): readonly Binding[] {
  const module = field(statement, 'module_name');
  const prefix = module === null ? '' : `${compact(module)}.`;
  const found: Binding[] = fields(statement, 'name').map((clause) => {
    const dotted = compact(clause.type === 'aliased_import' ? (field(clause, 'name') as Node) : clause);
    const alias = clause.type === 'aliased_import' ? textOf(field(clause, 'alias') as Node) : null;
    const bound = module === null ? (dotted.split('.')[0] as string) : dotted;
    return { name: alias ?? bound, target: prefix + dotted, clause, statement };
  });
  const star = statement.children.find((child) => child.type === 'wildcard_import');
  return star === undefined ? found : [...found, { name: '*', target: `${prefix}*`, clause: star, statement }];
}

/** Whether a dotted name is the package or inside it. */
export function isUnder(dotted: string, root: string): boolean {
  return dotted === root || dotted.startsWith(`${root}.`);
}

/** The bindings of an import statement that come from the package whose top-level name is `root`. */
export function packageBindings(statement: Node, root: string): Binding[] {
  return bindings(statement).filter((binding) => isUnder(binding.target, root));
}

function compact(node: Node): string {
  return textOf(node)
    .replace(/[\s\\]+/g, '')
    .normalize('NFKC');
}
