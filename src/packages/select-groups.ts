import { type Group, type Selection, UV_DEFAULT } from './manifests/manifest.ts';
import { saidByFolders } from './naming-conventions.ts';
import { folderOf, nearestPath } from './paths.ts';

/** Finds the groups that a selection means, as the file writes it that holds it. */
export type Find = (selection: Selection, from: string) => readonly Group[];

/** A search among the groups of a project. */
export function finder(groups: readonly Group[]): Find {
  const files = { requirements: filesOf(groups, isFile), conda: filesOf(groups, isFile) };
  const folders = (pipenv: boolean) =>
    new Set(groups.filter((group) => !isFile(group) && isPipfile(group) === pipenv).map(({ file }) => folderOf(file)));
  const known = { project: folders(false), pipenv: folders(true) };
  return (selection, from) => {
    if (selection.tool === 'requirements' || selection.tool === 'conda') {
      const path = selection.exact ? selection.path : nearestFile(selection.path, files[selection.tool], from);
      return groups.filter((group) => isFile(group) && group.file === path);
    }
    const folder = nearestFolder(selection.path, known[selection.tool], from);
    const pipenv = selection.tool === 'pipenv';
    const own = groups.filter(
      (group) => !isFile(group) && isPipfile(group) === pipenv && folderOf(group.file) === folder,
    );
    const { instead = [], roles } = selection;
    const isNarrowed = own.some(({ role }) => instead.includes(role));
    const asked = isNarrowed ? { ...selection, roles: roles.filter((role) => role !== 'group:*') } : selection;
    return own.filter((group) => isSelected(group, asked));
  };
}

/** What is called the same in a folder for developers is not what a command without a word of that means. */
function nearestFile(wanted: string, known: ReadonlySet<string>, from: string): string | null {
  const path = nearestPath(wanted, known, from);
  if (path === null || path === wanted) return path;
  const isAside = (each: string) => saidByFolders(each).kind === 'development';
  return isAside(path) && !isAside(wanted) && !isAside(from) ? null : path;
}

function filesOf(groups: readonly Group[], test: (group: Group) => boolean): ReadonlySet<string> {
  return new Set(groups.filter(test).map(({ file }) => file));
}

/** Whether a group is a whole file, as requirements files are. */
export function isFile(group: Group): boolean {
  return group.name === null;
}

function isPipfile(group: Group): boolean {
  return /(^|\/)Pipfile$/.test(group.file);
}

/** The project's folder itself, else the nearest above the file that names it, else the only one. */
function nearestFolder(wanted: string, known: ReadonlySet<string>, from: string): string | null {
  if (known.has(wanted)) return wanted;
  for (let at = folderOf(from); ; at = folderOf(at)) {
    if (known.has(at)) return at;
    if (at === '') break;
  }
  return known.size === 1 ? ([...known][0] as string) : null;
}

function isSelected({ role, byDefault }: Group, { roles, without }: Selection): boolean {
  const name = role.replace(/^optional:/, 'group:');
  if (without.includes(name)) return false;
  const wanted = [name, role.replace(/:.*/, ':*'), ...(byDefault ? [UV_DEFAULT] : [])];
  return wanted.some((each) => roles.includes(each));
}
