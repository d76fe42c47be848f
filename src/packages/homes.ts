import { join } from 'node:path';
import type { List } from '../files/listing.ts';
import type { Group } from './manifests/manifest.ts';
import { saidByMain, saidByRequirements } from './naming-conventions.ts';
import { ownerOf } from './paths.ts';
import { declaresDependencies } from './project-root.ts';

/** What only an application has. */
const APPLICATION = /^((manage|wsgi|asgi|settings)\.py|settings)$/;

/**
 * Reads groups by the names in their own project: a folder with a manifest of its own and an application in it is a project,
 * whatever the folder is called (`examples/shop` installs what its requirements.txt says, in production too).
 * @param root absolute.
 * @param own the one of these projects that is asked about, absolute: its main manifests are production's.
 */
export function atHome(groups: readonly Group[], root: string, list: List, own: string | null): readonly Group[] {
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
    const says = group.name === null ? saidByRequirements(inside) : saidByMain(inside);
    const explicit = says.explicit || (says.kind === 'production' && join(root, home) === own);
    return { ...group, ...says, explicit };
  });
}

/**
 * The folders of projects below a root, relative to it: with manifests of their own, and an application in them.
 * @param files the manifests that were read, relative to `root`, which is absolute.
 */
export function nestedProjects(root: string, files: readonly string[], list: List): readonly string[] {
  const folders = [...new Set(files.map(ownerOf))].filter((folder) => folder !== '');
  return folders.filter(
    (folder) => declaresDependencies(join(root, folder)) && holdsApplication(join(root, folder), list),
  );
}

/** Whether a folder, or one in it, holds what only an application has. @param folder absolute. */
export function holdsApplication(folder: string, list: List): boolean {
  const entries = list(folder);
  return (
    entries.some(({ name }) => APPLICATION.test(name)) ||
    entries.some(
      (entry) => entry.isDirectory() && list(join(folder, entry.name)).some(({ name }) => APPLICATION.test(name)),
    )
  );
}
