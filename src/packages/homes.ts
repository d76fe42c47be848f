import { join } from 'node:path';
import type { List } from '../files/listing.ts';
import type { Group } from './manifests/manifest.ts';
import { saidByMain, saidByRequirements } from './naming-conventions.ts';
import { ownerOf } from './paths.ts';

/** What only an application has. */
const APPLICATION = /^(manage|wsgi|asgi)\.py$/;

/**
 * Reads groups by the names in their own project: a folder with a manifest of its own and an application in it is a project,
 * whatever the folder is called (`examples/shop` installs what its requirements.txt says, in production too).
 * @param root absolute.
 */
export function atHome(groups: readonly Group[], root: string, list: List): readonly Group[] {
  const homes = new Map<string, boolean>();
  const isHome = (folder: string): boolean => {
    const known = homes.get(folder) ?? holdsApplication(join(root, folder), list);
    homes.set(folder, known);
    return known;
  };
  return groups.map((group) => {
    const home = ownerOf(group.file);
    if (home === '' || group.role !== 'main' || !isHome(home)) return group;
    const inside = group.file.slice(home.length + 1);
    return { ...group, ...(group.name === null ? saidByRequirements(inside) : saidByMain(inside)) };
  });
}

function holdsApplication(folder: string, list: List): boolean {
  const entries = list(folder);
  return (
    entries.some(({ name }) => APPLICATION.test(name)) ||
    entries.some(
      (entry) => entry.isDirectory() && list(join(folder, entry.name)).some(({ name }) => APPLICATION.test(name)),
    )
  );
}
