import type { Declared } from './classify.ts';
import type { Lock, LockedDependency } from './manifests/locks/lock.ts';
import { barePlace, type Group, type Place, type Warning } from './manifests/manifest.ts';
import { folderOf } from './paths.ts';
import type { Graph, Installed } from './resolve-groups.ts';

/** What a project's lock files say of distributions, by their normalised names. */
export interface Locked {
  /**
   * How a distribution comes to production through others; null where no lock file says that it does.
   * @param file a path relative to the project: where lock files lie in its folder or above, only these count.
   */
  inProduction(distribution: string, file?: string): Declared | null;
  /**
   * Whether they say all that production has through others, by what is locked, by what is installed, or by requirements
   * files that list it.
   */
  isComplete(file?: string): boolean;
  /** The version that is locked, and where; null where none is. */
  versionOf(distribution: string): { readonly version: string; readonly place: Place } | null;
  readonly warnings: readonly Warning[];
}

interface Reached {
  readonly name: string;
  readonly extras: readonly string[];
  readonly chain: readonly Place[];
}

/**
 * Walks lock files from what production is known to install.
 * @param graph who installs the groups that the manifests declare.
 */
export function lockedBy(locks: readonly Lock[], graph: Graph, warnings: readonly Warning[]): Locked {
  const folders = locks.map(({ file }) => folderOf(file));
  const walked = locks.map((lock) => ({
    folder: folderOf(lock.file),
    found: walk(lock, startsOf(lock, graph, folders)),
  }));
  const countedIn = (file: string | undefined) => {
    const above = file === undefined ? [] : walked.filter(({ folder }) => isBelow(file, folder));
    return above.length > 0 ? above : walked;
  };
  return {
    warnings,
    inProduction: (distribution, file) =>
      countedIn(file).flatMap(({ found }) => found.get(distribution) ?? [])[0] ?? null,
    // What lacks Django locks something else.
    isComplete: (file) => countedIn(file).some(({ found }) => found.has('django')) || listsAll(graph),
    versionOf(distribution) {
      for (const { packages } of locks) {
        const found = packages.get(distribution);
        if (found?.version != null) return { version: found.version, place: found.place };
      }
      return null;
    },
  };
}

/** Whether all that production declares stands in requirements files that list what comes along with it. */
function listsAll({ installed }: Graph): boolean {
  const production = [...installed.values()].filter(({ kind }) => kind === 'production').map(({ group }) => group);
  const listed = new Set(production.filter(({ isComplete }) => isComplete).flatMap(namesIn));
  return listed.has('django') && production.flatMap(namesIn).every((name) => listed.has(name));
}

function namesIn({ declarations }: Group): readonly string[] {
  return declarations.map(({ name }) => name);
}

/** What production declares for the folder of a lock file, and what the lock file itself says of production's roles. */
function startsOf(lock: Lock, graph: Graph, folders: readonly string[]): readonly Reached[] {
  const own = folderOf(lock.file);
  const groups = [...graph.installed.values()].filter(({ group }) => isNearest(group.file, own, folders));
  const production = groups.filter(({ kind }) => kind === 'production');
  const declared = production.flatMap((installed) =>
    installed.group.declarations.map(({ name, extras = [], ...place }) => ({
      name,
      extras,
      chain: [...installed.chain, barePlace(place)],
    })),
  );
  const roles = groups.length === 0 ? [{ role: 'main', chain: [] }] : production.flatMap((at) => roleOf(at, own));
  const installed = roles.flatMap(({ role, chain }) =>
    (lock.installs.get(role) ?? []).map((dependency) => ({ ...dependency, chain })),
  );
  return [...declared, ...installed];
}

/** The role that a group of the lock file's own project has, and the way to it. */
function roleOf({ group, chain }: Installed, folder: string): { role: string; chain: readonly Place[] }[] {
  if (group.name === null || folderOf(group.file) !== folder) return [];
  return [{ role: group.role.replace(/^optional:/, 'group:'), chain }];
}

/** What is reached, with the shortest way to it; what the starts name themselves is reached too. */
function walk(lock: Lock, starts: readonly Reached[]): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  const seen = new Set<string>();
  const queue = [...starts];
  for (let next = 0; next < queue.length; next++) {
    const { name, extras, chain } = queue[next] as Reached;
    const locked = lock.packages.get(name);
    if (locked === undefined) continue;
    if (!found.has(name)) found.set(name, { ...locked.place, kind: 'production', group: null, chain });
    const further = [...chain, locked.place];
    const push = (dependencies: readonly LockedDependency[] = []) =>
      queue.push(...dependencies.map((dependency) => ({ ...dependency, chain: further })));
    for (const extra of ['', ...extras]) {
      if (seen.has(`${name}[${extra}]`)) continue;
      seen.add(`${name}[${extra}]`);
      push(extra === '' ? locked.dependencies : locked.extras.get(extra));
    }
  }
  return found;
}

function isNearest(file: string, folder: string, folders: readonly string[]): boolean {
  const above = folders.filter((each) => isBelow(file, each));
  return isBelow(file, folder) && above.every((each) => each.length <= folder.length);
}

function isBelow(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`);
}
