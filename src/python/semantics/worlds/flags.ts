import type { Node, Tree } from '../../../types.ts';
import { bindings, importStatements, isUnder, packageBindings } from '../../syntax/imports.ts';
import { isBuiltin } from '../../syntax/scopes.ts';
import { field, items, statementOf, textOf } from '../../syntax/tree.ts';
import type { Definition, Reaching } from '../definitions/definition.ts';
import { reaching } from '../definitions/reaching.ts';
import { definitionsElsewhere } from '../elsewhere.ts';
import { isGuarded } from '../guarded.ts';
import { isDeferred } from '../startup.ts';
import { type AbsentWorld, isFalsy, knowledge, type Sign, setApart } from './package-absent.ts';

/** What a definition says where the package is missing: it does not run, it gives nothing, or who knows. */
type Definitions = readonly Definition[];

type Says = 'present' | 'nothing' | 'unknown';

/**
 * The world without a package. A name tells that the package is there where each definition that reaches the place
 * gives it a sign only where the package is installed: a sentinel that a handler for ImportError sets to None, a flag
 * set beside the import, a name assigned the result of `find_spec`.
 * @param exact whether a condition must be true exactly where the package is installed.
 * @param each the variable of a loop that is the name of the package; null outside of such loops.
 */
export function worldWithout(root: string, exact = false, each: string | null = null): AbsentWorld {
  return worldIn(new Map(), root, exact, each);
}

/** @param others the world in other modules, by their paths. */
function worldIn(
  others: Map<string | undefined, AbsentWorld>,
  root: string,
  exact: boolean,
  each: string | null,
): AbsentWorld {
  const known = new Map<string, boolean>();
  const loops = new Map<string, AbsentWorld>();
  const world: AbsentWorld = {
    root,
    exact,
    each,
    withEach: (variable) => {
      const inside = loops.get(variable) ?? worldIn(others, root, exact, variable);
      loops.set(variable, inside);
      return inside;
    },
    within: ({ module }) => {
      const there = others.get(module?.path) ?? worldIn(others, root, exact, null);
      others.set(module?.path, there);
      return there;
    },
    tells: (at, sign, name = textOf(at)) => {
      const key = `${sign} ${at.index} ${name}`;
      // A name that is being asked for tells nothing by itself.
      if (!known.has(key)) known.set(key, false).set(key, tells(at, name, sign, world));
      return known.get(key) as boolean;
    },
  };
  return world;
}

function tells(at: Node, name: string, sign: Sign, world: AbsentWorld): boolean {
  const here = reaching(at, name);
  const definitions = world.exact ? here.definitions : withSources(here, at, name, world.root);
  const { unbound } = here;
  // Using a name without a value fails where the package is missing, and that is a finding.
  if (unbound && (world.exact || isBuiltin(name))) return false;
  const said = definitions.map((definition) =>
    isIn(at.tree, definition) ? says(definition, sign, world) : saysElsewhere(definition, sign, world),
  );
  if (said.length === 0 || said.includes('unknown')) return false;
  if (said.includes('present')) return !world.exact || isLast(definitions, said);
  // A name of the package's that only ever holds nothing lets nobody in; any other may be set in another module.
  const isItsOwn = importStatements(at.tree.root).some((statement) =>
    packageBindings(statement, world.root).some((binding) => binding.name === name),
  );
  return isItsOwn && !world.exact;
}

/** The definitions of a name, with those of the modules that it comes from in place of what takes it there. */
function withSources({ definitions, unbound }: Reaching, at: Node, name: string, root: string): Definitions {
  const isTaken = (each: Definition) => each.kind === 'import' && !isOfPackage(each, root);
  if (!(unbound || definitions.some(isTaken))) return definitions;
  const sources = definitionsElsewhere(at.tree.root, name);
  return sources.length === 0 ? definitions : [...definitions.filter((each) => !isTaken(each)), ...sources];
}

/** Whether a definition is an import of a package. @param root of the package. */
export function isOfPackage({ kind, node, name }: Definition, root: string): boolean {
  if (kind !== 'import' || node.type === 'module') return false;
  return packageBindings(statementOf(node), root).some((binding) => binding.name === name);
}

function isIn({ module }: Tree, { node }: Definition): boolean {
  return node.tree.module?.path === module?.path;
}

/** Whether what is said last, handlers apart, is that the package is there: so it is wherever it is installed. */
function isLast(definitions: readonly Definition[], said: readonly Says[]): boolean {
  const last = definitions
    .map(({ node }, at) => ({ node, says: said[at] }))
    .filter(({ node }) => !/^except/.test(statementOf(node).parent?.parent?.type ?? ''))
    .reduce((a, b) => (b.node.index > a.node.index ? b : a));
  return last.says === 'present';
}

/** The same of a definition of another module: with a bare import there nothing runs here. */
function saysElsewhere(definition: Definition, sign: Sign, world: AbsentWorld): Says {
  return isOfPackage(definition, world.root) ? 'present' : says(definition, sign, world.within(definition.node.tree));
}

function says(definition: Definition, sign: Sign, world: AbsentWorld): Says {
  const { kind, node } = definition;
  if (kind === 'import') return ofImport(definition, world);
  if (!/^(assignment|augmented|part)$/.test(kind)) return 'unknown';
  const value = kind === 'part' ? unpacked(definition) : definition.value;
  if (value === null) return 'unknown';
  if (kind === 'augmented') return narrows(definition, value, sign, world) ? 'present' : 'unknown';
  if (sign === 'value' ? value.type === 'none' : isFalsy(value)) return 'nothing';
  if ((sign === 'value' ? setApart(value, world) : knowledge(value, world)).whenTrue) return 'present';
  const counts = !world.exact || value.type === 'true';
  return counts && isGuarded(kind === 'part' ? node : value, world) ? 'present' : 'unknown';
}

function ofImport({ node, name }: Definition, world: AbsentWorld): Says {
  const statement = statementOf(node);
  const own = bindings(statement).filter((binding) => binding.name === name);
  if (own.some(({ target }) => !isUnder(target, world.root))) return 'unknown';
  return isDeferred(statement) || isGuarded(statement, world) ? 'present' : 'unknown';
}

/** `flag &= value` is true only where both were. */
function narrows({ node }: Definition, value: Node, sign: Sign, world: AbsentWorld): boolean {
  const operator = node.parent === null ? null : field(node.parent, 'operator');
  if (operator === null || textOf(operator) !== '&=' || sign === 'value') return false;
  return knowledge(value, world).whenTrue || world.tells(node, sign);
}

/** The part of a tuple that a name is given: `b` for `y` in `x, y = a, b`; null where they don't pair. */
function unpacked({ node, value }: Definition): Node | null {
  const pattern = node.parent;
  if (value === null || pattern === null || pattern.parent?.type !== 'assignment') return null;
  const [names, parts] = [items(pattern), items(value)];
  const pairs = /^(tuple|list|expression_list)$/.test(value.type) && names.length === parts.length;
  if (!pairs || [...names, ...parts].some(({ type }) => /splat/.test(type))) return null;
  return parts[names.indexOf(node)] ?? null;
}
