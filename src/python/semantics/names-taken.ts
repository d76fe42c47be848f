import type { Node, Source, Tree } from '../../types.ts';
import { ofType } from '../syntax/query.ts';
import { statementOf, textOf } from '../syntax/tree.ts';
import { definitionsOf } from './definitions/bindings.ts';
import type { Definition } from './definitions/definition.ts';
import { usesOf } from './definitions/uses.ts';
import { definitionsAt, definitionsElsewhere } from './elsewhere.ts';
import { isGuarded } from './guarded.ts';
import { isDeferred } from './startup.ts';
import { isTested } from './worlds/fallbacks.ts';
import { isOfPackage, worldWithout } from './worlds/flags.ts';

/** A use of a name that another module imports from a package, behind a guard. */
export interface TakenUse {
  readonly node: Node;
  /** The import there. */
  readonly from: Node;
}

/**
 * The uses of names that other modules import from a package behind a guard, and that fail here without it: the name is
 * None, or has no value at all.
 * @param missing the root of the package.
 */
export function usesOfTaken({ tree }: Node, missing: string): readonly TakenUse[] {
  const { root, module } = tree;
  if (module === null) return [];
  const sources = module.sources().filter((source) => source.mayHave(missing));
  const byName = namesFrom(sources, tree).flatMap((name) =>
    failing(definitionsElsewhere(root, name), takenUses(root, name, missing), missing),
  );
  const byValue = sources
    .filter(({ kind }) => kind === 'value')
    .flatMap(({ root: there, of, node }) => failing(definitionsAt(there, of ?? ''), [node], missing));
  return [...byName, ...byValue];
}

/** The names of a tree that may come from some sources. */
function namesFrom(sources: readonly Source[], { root }: Tree): readonly string[] {
  const named = sources.flatMap(({ kind, name }) => (kind === 'name' && name !== null ? [name] : []));
  const all = sources.some(({ kind }) => kind === 'all') ? ofType(root, 'identifier').map(textOf) : [];
  return [...new Set([...named, ...all])];
}

/** The uses of a name that is not the module's own. */
function takenUses(root: Node, name: string, missing: string): readonly Node[] {
  const imported = definitionsOf(root, name).filter((at) => at.kind === 'import' && !isOfPackage(at, missing));
  return [...usesOf(root, name, null), ...imported.flatMap((at) => usesOf(root, name, at))];
}

function failing(definitions: readonly Definition[], uses: readonly Node[], missing: string): readonly TakenUse[] {
  const imports = definitions.filter((at) => isOfPackage(at, missing));
  const others = definitions.filter((at) => !imports.includes(at));
  const [first] = imports;
  if (first === undefined || others.some(({ value }) => value?.type !== 'none')) return [];
  const from = statementOf(first.node);
  if (!imports.every(({ node }) => isGuarded(statementOf(node), worldWithout(missing)))) return [];
  const world = worldWithout(missing);
  const fails = (use: Node) => !isGuarded(use, world) && !isDeferred(use) && !(isTested(use) && others.length > 0);
  return uses.filter(fails).map((node) => ({ node, from }));
}
