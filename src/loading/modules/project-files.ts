import { join } from 'node:path';
import type { Kept } from '../../files/kept.ts';
import { type Listing, listKnown } from '../../files/listing.ts';
import { slashed } from '../../files/paths.ts';
import type { Collected } from '../../files/walk/collect.ts';
import { DEFAULT_EXCLUDES } from '../../files/walk/patterns.ts';
import { type Limits, walk } from '../../files/walk/walk.ts';
import { isPlaceOfMany } from '../../packages/project-root.ts';
import { SETTINGS_SOURCES } from '../evidence/sources.ts';
import { foldersAbove, foldersOf, topOf } from './paths.ts';

/** The names of folders that hold what a project is deployed with. */
const DEPLOYMENT =
  /^(\.(github|circleci|devcontainer|ebextensions|platform)|k8s|kubernetes|helm|charts?|infra|ops|etc|scripts?|bin|packaging|contrib|ansible|systemd|uwsgi|manifests|(?!\.?v?env$)[\w.-]*(docker|compose|deploy|devops|container|supervisor|config|envs?\b|env\.d)[\w.-]*)$/;
/** How many levels below those folders are searched for files that name settings modules. */
const DEPTH = 5;

/** The files of a project, as sorted paths relative to it, with `/`. */
export interface ProjectFiles {
  readonly python: readonly string[];
  /** The folders of its Python files, in the order of the first file in each. */
  readonly folders: ReadonlySet<string>;
  /** The other files that may name a settings module. */
  readonly others: readonly string[];
}

/** What is known of a project's folder beforehand. */
export interface Known {
  /** Its Python files, absolute, ignored ones apart; null where the folder was not walked completely. */
  readonly files: readonly string[] | null;
  /** Remembers the entries of some of its folders. */
  readonly listing: Listing;
  /** What was read of it already, and takes what is read; left out where nothing was. */
  readonly kept?: Kept;
}

/** What a run collected from its paths. */
export type Walked = Pick<Collected, 'files' | 'walked' | 'listing'>;

/**
 * What a run's own walk tells about a project: its Python files too, where the run walked all of the folder with the
 * default excludes.
 */
export function knownFrom({ files, walked, listing }: Walked, limits: Limits, root: string): Known {
  const isAll = walked === root && limits.gitignore && limits.exclude.join() === DEFAULT_EXCLUDES.join();
  return { files: isAll ? files : null, listing };
}

/** Lists a project's files; what is known already is not listed again. @param root absolute. */
export function listProject(root: string, { files, listing }: Known): ProjectFiles {
  const list = listKnown(listing);
  const python = (files ?? walkAll(root, listing)).map((file) => slashed(file, root)).sort();
  const folders = foldersOf(python);
  const sourcesIn = (folder: string, depth: number): string[] => {
    const inside = folder === '' ? '' : `${folder}/`;
    return list(join(root, folder)).flatMap((entry) => {
      const path = inside + entry.name;
      if (entry.isDirectory()) {
        if (entry.name === 'node_modules') return [];
        return depth > 0 ? sourcesIn(path, depth - 1) : DEPLOYMENT.test(entry.name) ? sourcesIn(path, DEPTH) : [];
      }
      return entry.isFile() && !path.endsWith('.py') && SETTINGS_SOURCES.test(path) ? [path] : [];
    });
  };
  const others = [...foldersBeside(python, folders)].flatMap((folder) => sourcesIn(folder, 0));
  return { python, folders, others: [...new Set(others)].sort() };
}

/** All Python files of a project; in a place of many those of its own folder alone. */
function walkAll(root: string, listing: Listing): readonly string[] {
  if (isPlaceOfMany(root)) {
    const own = listKnown(listing)(root).filter((entry) => entry.isFile() && entry.name.endsWith('.py'));
    return own.map(({ name }) => join(root, name));
  }
  const found: string[] = [];
  const limits = { exclude: DEFAULT_EXCLUDES, excludeBase: root, gitignore: true };
  walk(
    root,
    limits,
    (file) => found.push(file),
    () => {},
    listing,
  );
  return found;
}

/** Folders to search for files that name settings: the project's, the top two above a file, any above a manage.py. */
function foldersBeside(python: readonly string[], folders: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(['']);
  for (const folder of folders) {
    const top = topOf(folder);
    const second = folder.indexOf('/', top.length + 1);
    found.add(top).add(second === -1 ? folder : folder.slice(0, second));
  }
  for (const path of python) if (path.endsWith('manage.py')) for (const folder of foldersAbove(path)) found.add(folder);
  return found;
}
