import { folderOf } from '../../packages/paths.ts';
import { foldersAbove, nameOf } from './paths.ts';

/** The Django projects of a tree: what is said in one of them says nothing of the next. */
export interface Homes {
  /** Whether what a file says holds for another file: both belong to the same project, or the first to all of them. */
  counts(said: string, about: string): boolean;
  /** Whether two files lie in projects side by side, as no import leads from one to the other. */
  isApart(one: string, other: string): boolean;
}

/** Tells a tree's Django projects apart by their manage.py. @param paths the tree's Python files. */
export function homesIn(paths: readonly string[]): Homes {
  const homes = [...new Set(paths.filter((path) => nameOf(path) === 'manage.py').map(folderOf))];
  const known = new Map<string, readonly string[]>();
  const near = (path: string): readonly string[] => {
    const found = known.get(path) ?? nearest(path, homes);
    known.set(path, found);
    return found;
  };
  const own = (path: string) => [...foldersAbove(path)].find((folder) => homes.includes(folder)) ?? null;
  return {
    counts(said, about) {
      if (homes.length < 2) return true;
      const home = own(about);
      return near(said).some((each) => (home === null ? near(about).includes(each) : each === home));
    },
    isApart(one, other) {
      const [here, there] = homes.length < 2 ? [null, null] : [own(one), own(other)];
      return here !== null && there !== null && !isWithin(here, there) && !isWithin(there, here);
    },
  };
}

/** The projects that share the most folders with a path, and of these those that it is called after, where there are any. */
function nearest(path: string, homes: readonly string[]): readonly string[] {
  const shared = homes.map((home) => sharedParts(folderOf(path), home));
  const most = Math.max(...shared);
  const closest = homes.filter((_, at) => shared[at] === most);
  const akin = closest.filter((home) => isCalledAfter(path, home));
  return akin.length > 0 ? akin : closest;
}

function sharedParts(one: string, other: string): number {
  const [parts, others] = [one, other].map((folder) => folder.split('/')) as [string[], string[]];
  const end = parts.findIndex((part, at) => part === '' || part !== others[at]);
  return end === -1 ? parts.length : end;
}

function isWithin(folder: string, above: string): boolean {
  return above === '' || folder === above || folder.startsWith(`${above}/`);
}

/** Whether a file is called after a folder above a project, as `envs/notify-admin.env` after `services/notify_admin`. */
export function isCalledAfter(file: string, folder: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll('-', '_');
  return folder.split('/').some((part) => part.length > 2 && plain(nameOf(file)).startsWith(plain(part)));
}
