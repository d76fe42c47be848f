import { type List, listAnew } from '../files/listing.ts';
import { CATALOGUE, type Catalogue } from './catalogue/catalogue.ts';
import { classificationOf, declaredIn } from './classify.ts';
import { atHome } from './homes.ts';
import { localRoots, type RootsOf, rootsFor } from './import-names.ts';
import { isLacking } from './lacking.ts';
import type { Locked } from './locked.ts';
import { readLocks } from './manifests/locks/read-locks.ts';
import type { Warning } from './manifests/manifest.ts';
import { type LoadParse, readManifests } from './manifests/read.ts';
import { ownNames } from './own-names.ts';
import { folderOf } from './paths.ts';
import { isProductionKnown } from './production-known.ts';
import {
  type Dependency,
  isInScope,
  isInstalled,
  isUndeclared,
  isUnknown,
  knownOf,
  type ProjectPackage,
} from './project-package.ts';
import { type Graph, resolveGroups } from './resolve-groups.ts';

/** What a project's manifests say of its packages. */
export interface ProjectPackages {
  /** The project's folder, absolute. */
  readonly root: string;
  /** What a run guards where nobody names packages, by root. */
  readonly packages: readonly ProjectPackage[];
  /** Debuggers whose leftovers are to be reported, not guarded. */
  readonly breakpoints: readonly ProjectPackage[];
  readonly dependencies: readonly Dependency[];
  /** Packages that no manifest declares, and production may have: their uses are worth a remark. */
  readonly undeclared: readonly ProjectPackage[];
  /** Roots that would be in scope, but for a package of the project's own with that name. */
  readonly hidden: readonly string[];
  /**
   * Packages that production is known to lack, and of which nobody knows what they are, or for whom: it may need them.
   * None where it is not known what production installs.
   */
  readonly unknown: readonly ProjectPackage[];
  /** The like, of which it is not known whether production has them. */
  readonly unsure: readonly ProjectPackage[];
  /** Whether the manifests say what production installs: at the very least Django. */
  readonly productionKnown: boolean;
  /** Packages that production installs although nobody means them for it: their uses are worth a remark. */
  readonly installed: readonly ProjectPackage[];
  /** The names of the project's own top-level packages and modules, which hide distributions of the same name. */
  readonly local: ReadonlySet<string>;
  readonly graph: Graph;
  /** The manifests that were read, relative to the project. */
  readonly files: readonly string[];
  readonly warnings: readonly Warning[];
  /** The lock files, relative to the project. */
  readonly locks: readonly string[];
  /** Reads the lock files, and what is installed in the project, when first asked: they can be megabytes. */
  readonly locked: () => Promise<Locked>;
  readonly rootsOf: RootsOf;
  /** Whether it is known what production's dependencies bring along; nobody has asked yet where it is left out. */
  readonly isComplete?: boolean;
}

/** What `projectPackages` may be given. */
export interface ProjectOptions {
  readonly catalogue?: Catalogue;
  readonly loadParse?: LoadParse;
  /** Lists a folder, or knows its entries; by default it is listed anew. */
  readonly list?: List;
  /** A project below the folder that is asked about, absolute: its main manifests are production's. */
  readonly own?: string;
}

/**
 * Finds out which packages a project has for development only, and why.
 * Production wins: a root that any distribution of production provides is never among `packages`.
 * @param root the project's folder, absolute.
 */
export async function projectPackages(root: string, options: ProjectOptions = {}): Promise<ProjectPackages> {
  const { catalogue = CATALOGUE, list = listAnew } = options;
  const read = await readManifests(root, options.loadParse ?? loadParse, list);
  const manifests = { ...read, groups: atHome(read.groups, root, list, options.own ?? null) };
  const graph = resolveGroups(manifests);
  const own = ownNames(root, read.files);
  const rootsOf = rootsFor(root, catalogue);
  const foreign = [...declaredIn(manifests, graph)].filter(([distribution]) => !own.has(distribution));
  const dependencies = foreign.map(([distribution, declared]): Dependency => {
    return { distribution, roots: rootsOf(distribution), classification: classificationOf(declared), declared };
  });
  dependencies.sort((a, b) => (a.distribution < b.distribution ? -1 : 1));
  const local = localRoots(
    root,
    manifests.files.filter((file) => /(^|\/)(pyproject\.toml|setup\.(py|cfg)|Pipfile)$/.test(file)).map(folderOf),
    list,
  );
  const { files, warnings, locks } = manifests;
  let locked: Promise<Locked> | null = null;
  const readLocked = () => {
    locked ??= readLockFiles(root, locks, graph);
    return locked;
  };
  return scoped({ root, dependencies, local, graph, files, warnings, locks, rootsOf, locked: readLocked }, catalogue);
}

/** What is known of a project before its packages are told apart. */
type Unscoped = Omit<
  ProjectPackages,
  'packages' | 'breakpoints' | 'undeclared' | 'hidden' | 'unknown' | 'unsure' | 'productionKnown' | 'installed'
>;

/** Tells the packages apart by what is known of their distributions. */
export function scoped(project: Unscoped, catalogue: Catalogue): ProjectPackages {
  const { dependencies, local, graph } = project;
  const known = knownOf(dependencies, catalogue);
  const [scope, hidden] = partition(known.filter(isInScope), ({ root: name }) => !local.has(name));
  const productionKnown = isProductionKnown(dependencies);
  const strange = productionKnown ? known.filter((at) => isUnknown(at) && !local.has(at.root)) : [];
  const [unknown, unsure] = partition(strange, (at) => isLacking(at, dependencies, graph));
  return {
    ...project,
    packages: scope.filter(({ row }) => row?.breakpoint !== true),
    breakpoints: scope.filter(({ row }) => row?.breakpoint === true),
    undeclared: known.filter((at) => isUndeclared(at) && !local.has(at.root)),
    hidden: hidden.map(({ root: name }) => name),
    unknown,
    unsure,
    productionKnown,
    installed: known.filter((at) => isInstalled(at) && !local.has(at.root)),
  };
}

async function readLockFiles(root: string, paths: readonly string[], graph: Graph): Promise<Locked> {
  const [{ environmentLock }, { lockedBy }] = await Promise.all([
    import('./manifests/locks/environment.ts'),
    import('./locked.ts'),
  ]);
  const { locks, warnings } = await readLocks(root, paths);
  const environment = environmentLock(root);
  return lockedBy(environment === null ? locks : [...locks, environment], graph, warnings);
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

async function loadParse() {
  return (await import('../python/syntax/parser.ts')).loadParser();
}
