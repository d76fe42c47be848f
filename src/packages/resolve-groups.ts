import { withAllThereIs } from './all-there-is.ts';
import { barePlace, type Group, type Install, type Kind, type Manifest, type Place } from './manifests/manifest.ts';
import { folderOf, ownerOf } from './paths.ts';
import { productionSources, trusted } from './production-sources.ts';
import { type Find, finder, isFile } from './select-groups.ts';
import { isSuperseded, type Known, knownBesideNames } from './superseded.ts';

/** A group with what it turned out to be, and the places that lead from who installs it to it. */
export interface Installed {
  readonly group: Group;
  readonly kind: Kind;
  readonly chain: readonly Place[];
  /** Whether nothing but a file's name says so. */
  readonly byName: boolean;
  /** Whether it says nothing of what it lists: a freeze, where something else says what production installs. */
  readonly aside: boolean;
}

/** A way that production, or a developer, comes to groups: a command or a name, and the groups in the order of the walk. */
export interface Walk {
  readonly kind: Kind;
  /** The command; null where the name of the first group says it. */
  readonly install: Install | null;
  readonly groups: readonly Installed[];
}

/** Who installs which group. */
export interface Graph {
  /** Every group with what it turned out to be. */
  readonly installed: ReadonlyMap<Group, Installed>;
  /** Production's walks, the surest first. */
  readonly walks: readonly Walk[];
  /** Every command that installs something. */
  readonly installs: readonly Install[];
  /** The groups that a selection means. */
  readonly find: Find;
  /** Whether a command of production's may install more than is known. */
  readonly isOpen: boolean;
}

/**
 * Finds out who installs each group. Production wins: what it reaches over includes is production's.
 * A plain `requirements.txt`, or a command that only may be production's, does not make that of a group named for
 * development where something surer says what production installs. Names of files decide only where no command says
 * what production installs there.
 */
export function resolveGroups({ groups: written, installs }: Pick<Manifest, 'groups' | 'installs'>): Graph {
  const groups = nestedAside(written);
  const find = finder(groups);
  const sources = productionSources(groups, installs, find);
  const commands = sources.filter(({ install }) => install !== null).flatMap((source) => trusted(source));
  const known = knownBesideNames(groups, commands);
  const sure = sources.filter((source) => source.sure).flatMap(({ starts }) => starts);
  const settled = new Set(sure.map(({ file }) => ownerOf(file)));
  const installed = new Map<Group, Installed>();
  const reached = new Set<Group>();
  const walks = sources.map((source): Walk => {
    const seen = new Map<Group, Installed>();
    const allowed = (group: Group) => source.sure || group.kind !== 'development' || !settled.has(ownerOf(group.file));
    const chain = source.install === null ? [] : [barePlace(source.install)];
    const believed = (start: Group) =>
      source.install !== null || source.sure || reached.has(start) || !isSuperseded(start, known);
    for (const start of trusted(source).filter(believed)) follow(start, chain, 'production', find, allowed, seen);
    for (const group of seen.keys()) reached.add(group);
    return { kind: 'production', install: source.install, groups: [...seen.values()] };
  });
  // A command tells more than a name, however sure the name is.
  const byCommand = walks.filter(({ install }) => install !== null);
  for (const walk of [...byCommand, ...walks]) {
    for (const at of walk.groups) if (!installed.has(at.group)) installed.set(at.group, at);
  }
  addDevelopment(groups, installs, find, installed);
  for (const group of groups) if (!installed.has(group)) installed.set(group, leftOver(group, known));
  const isOpen = sources.some(({ install }) => install?.isOpen === true);
  return {
    installed: withAllThereIs(installed),
    walks: walks.filter((walk) => walk.groups.length > 0),
    installs,
    find,
    isOpen,
  };
}

/** What nobody is known to install. */
function leftOver(group: Group, known: Known): Installed {
  const superseded = group.kind === 'production' && isSuperseded(group, known);
  const kind = superseded ? 'unknown' : group.kind;
  return {
    group,
    kind,
    chain: [],
    byName: isFile(group),
    aside: group.elsewhere === true || (superseded && group.frozen === true),
  };
}

/** A plain requirements.txt below a folder that has manifests of its own speaks for something else, unless it is installed. */
function nestedAside(groups: readonly Group[]): readonly Group[] {
  const owners = new Set(groups.filter(isPlainMain).map(({ file }) => ownerOf(file)));
  return groups.map((group) => {
    if (!isFile(group) || !isPlainMain(group)) return group;
    for (let at = ownerOf(group.file); at !== ''; ) {
      at = folderOf(at);
      if (owners.has(at)) return { ...group, kind: 'unknown', elsewhere: true };
    }
    return group;
  });
}

function isPlainMain(group: Group): boolean {
  return group.role === 'main' && group.kind === 'production' && !group.explicit;
}

/** What only a developer's groups and commands reach is a developer's too. */
function addDevelopment(
  groups: readonly Group[],
  installs: readonly Install[],
  find: Find,
  installed: Map<Group, Installed>,
): void {
  // What a name alone would have made production's is here where a command says what production installs.
  // An extra of a neutral name is for whoever asks for it: that developers do as well says nothing.
  const isOpen = (group: Group) => group.kind === 'unknown' && group.role.startsWith('extra:');
  const allowed = (group: Group) =>
    !installed.has(group) && !isOpen(group) && (group.kind !== 'production' || isPlainMain(group));
  const seen = new Map<Group, Installed>();
  for (const group of groups) {
    if (group.kind === 'development' && allowed(group)) follow(group, [], 'development', find, allowed, seen);
  }
  for (const install of installs) {
    if (install.kind !== 'development' || install.weight === 'none') continue;
    const starts = install.selections.flatMap((selection) => find(selection, install.file));
    for (const start of starts.filter(allowed)) follow(start, [barePlace(install)], 'development', find, allowed, seen);
  }
  for (const [group, at] of seen) installed.set(group, at);
}

function follow(
  start: Group,
  chain: readonly Place[],
  kind: Kind,
  find: Find,
  allowed: (group: Group) => boolean,
  seen: Map<Group, Installed>,
): void {
  const byName = chain.length === 0 && isFile(start);
  const queue: Installed[] = [{ group: start, kind, chain, byName, aside: false }];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(at.group)) continue;
    seen.set(at.group, at);
    for (const inclusion of at.group.inclusions) {
      const reached = find(inclusion.selection, inclusion.file).filter(allowed);
      queue.push(
        ...reached.map((group) => {
          return { group, kind, chain: [...(at as Installed).chain, barePlace(inclusion)], byName, aside: false };
        }),
      );
    }
  }
}
