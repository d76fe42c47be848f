import type { Group } from '../packages/manifests/manifest.ts';
import { ownerOf } from '../packages/paths.ts';
import { tableAt } from '../util/table.ts';
import { parseToml } from '../util/toml.ts';
import type { Desk } from './desk.ts';
import { type Entry, type List, Refused } from './lists/list.ts';
import { listIn } from './lists/list-in.ts';

/** A group that declares a distribution, as it lies in its manifest. */
export interface Declaring {
  readonly group: Group;
  readonly list: List;
  readonly entries: readonly Entry[];
}

/**
 * The groups of one project in which people declare a distribution, and production does not install it from; what a tool
 * wrote is none. Of several projects of a tree it is the one that somebody asks in.
 * @param owner the folder of the project that it is to be declared in; null where that is not known.
 * @throws Refused where it may be any of several.
 */
export function declaringGroups(
  { project, made, within }: Desk,
  distribution: string,
  owner: string | null,
): readonly Group[] {
  const found = [...project.graph.installed.values()].filter(
    ({ kind, aside, group }) =>
      kind !== 'production' && !aside && group.declarations.some(({ name }) => name === distribution),
  );
  const groups = found.map(({ group }) => group).filter((group) => group.name !== null || made(group.file) === null);
  const owners = [...new Set(groups.map(({ file }) => ownerOf(file)))];
  const above = owners.filter((each) => each === '' || `${within}/`.startsWith(`${each}/`));
  const own = owner ?? (owners.length > 1 ? above.sort((a, b) => b.length - a.length)[0] : owners[0]);
  if (own === undefined && owners.length > 1) {
    const files = groups.map(({ file }) => file).join(', ');
    throw new Refused(`several projects declare it (${files}): --to FILE[:GROUP] says which is meant`);
  }
  const chosen = groups.filter(({ file }) => ownerOf(file) === own);
  return chosen.length > 0 ? chosen : groups;
}

/** Whether only developers are known to install a group. */
export function isForDevelopment({ project }: Desk, group: Group): boolean {
  return project.graph.installed.get(group)?.kind === 'development';
}

/** The list of a group in its manifest as it is now. @throws Refused where djguard does not edit it. */
export function listOf({ texts, parse }: Desk, group: Pick<Group, 'file' | 'name'>): List {
  return listIn(group, texts.of(group.file), parse);
}

/** The lines that a distribution stands on in a manifest as it was found, those of its entries in one group. */
export function originalLines({ texts, parse }: Desk, group: Group, distribution: string): readonly number[] {
  const { entries } = listIn(group, texts.original(group.file), parse);
  return entries.filter(({ name }) => name === distribution).map(({ line }) => line);
}

/** A group with its entries for a distribution. @throws Refused where djguard does not edit it. */
export function declaringIn(desk: Desk, group: Group, distribution: string): Declaring {
  const list = listOf(desk, group);
  return { group, list, entries: list.entries.filter(({ name }) => name === distribution) };
}

/**
 * Whether one of hatch's environments is installed without the project.
 * https://hatch.pypa.io/latest/config/environment/overview/#detached-environments
 */
export function isDetached({ texts }: Desk, { file, role, name }: Group): boolean {
  if (!role.startsWith('hatch:')) return false;
  const parsed = parseToml(texts.of(file));
  const keys = (name ?? '').split('.').slice(0, -1);
  const environment = 'table' in parsed ? tableAt(parsed.table, keys) : null;
  return environment?.detached === true || environment?.['skip-install'] === true;
}
