import { lstatSync, realpathSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import type { Problem } from '../../util/errors.ts';
import type { Listing } from '../listing.ts';
import { isInside, shownPath, slashed } from '../paths.ts';
import { readText } from '../read.ts';
import { targetOf } from '../target.ts';
import { compilePatterns, matchOf, repositoryOf } from './patterns.ts';
import { walk } from './walk.ts';

/** Which files to collect. */
export interface CollectOptions {
  /** The working directory, absolute. */
  readonly cwd: string;
  /** Files and folders, relative to `cwd`. */
  readonly paths: readonly string[];
  /** Patterns as in a .gitignore, relative to `excludeBase`. */
  readonly exclude: readonly string[];
  readonly excludeBase: string;
  /** Whether `exclude` also holds for files that are named in `paths`. */
  readonly forceExclude: boolean;
  /** Whether .gitignore files are respected. */
  readonly gitignore: boolean;
}

/** The names of a file. */
export interface SourcePath {
  /** With every symbolic link above it resolved. */
  readonly absolute: string;
  /** As shown to the user: relative to the working directory, or absolute where it lies outside. */
  readonly shown: string;
  /** Its name in a patch: relative to the working directory, or to its repository where it lies outside. */
  readonly patchPath: string;
}

/** A path that somebody gave, and that has nothing to look at. */
export interface Pythonless {
  /** As shown. */
  readonly path: string;
  readonly isFile: boolean;
  readonly message: string;
}

/** The files that were found, and the paths that were refused. */
export interface Collected {
  /** Absolute paths, with every symbolic link above them resolved: each once, in the order of the paths as shown. */
  readonly files: readonly string[];
  /** The names of one of the files, computed on demand: few files of a tree need them. */
  readonly sourceOf: (file: string) => SourcePath;
  readonly problems: readonly Problem[];
  /** The given paths, as shown, that are no Python file by their name, or hold none, each with what it is. */
  readonly pythonless: readonly Pythonless[];
  /** The folder that all the files lie in, with every symbolic link resolved, where a folder is the only path. */
  readonly walked: string | null;
  /** Remembers the entries of the folders that were listed. */
  readonly listing: Listing;
}

/**
 * Finds the files: those named, and the `.py` files in the folders named.
 * Symbolic links inside a folder are not followed, and only regular files are taken.
 * @param listing may remember some folders already.
 * @param offer is called with a file as soon as it is found; the order of these calls may differ from that of `files`.
 */
export function collect(wanted: CollectOptions, listing: Listing, offer: (file: string) => void = () => {}): Collected {
  const { cwd, paths } = wanted;
  const problems: Problem[] = [];
  const report = (path: string, message: string): void => {
    problems.push({ path: shownPath(path, cwd), line: null, column: null, message });
  };
  const folders = paths.flatMap((path) => realFolder(resolve(cwd, path)));
  const roots: string[] = [];
  const pythonless: Pythonless[] = [];
  let walked: string | null = null;
  const found = paths.map((path): readonly string[] => {
    const named = resolve(cwd, path);
    const target = targetOf(named, folders);
    if ('refused' in target) {
      report(named, target.refused);
      return [];
    }
    roots.push(target.folder ? target.real : dirname(target.real));
    if (target.folder && paths.length === 1) walked = target.real;
    if (target.folder) {
      const reported = problems.length;
      const below = filesBelow(target.real, wanted, report, { listing, offer });
      if (below.length === 0 && problems.length === reported)
        pythonless.push({ path: shownPath(named, cwd), isFile: false, message: 'holds no Python file to look at' });
      return below;
    }
    // Hooks hand over what has changed: all of it may be excluded.
    if (isForcedOut(target.real, wanted)) return [];
    if (!isPython(target.real))
      pythonless.push({ path: shownPath(named, cwd), isFile: true, message: 'is no Python file' });
    return [target.real];
  });
  const sourceOf = (file: string): SourcePath => sourceAt(file, roots.find((root) => isInside(file, root)) ?? cwd, cwd);
  const isInOrder = found.length === 1 && !roots.some((root) => isInside(cwd, root));
  return { files: isInOrder ? found.flat() : inOrder(found, cwd), sourceOf, problems, pythonless, walked, listing };
}

/** Whether a file that is named is Python: by its name, or without one that tells, or by its first line. */
function isPython(file: string): boolean {
  const extension = extname(file);
  if (extension === '' || /^\.(pyw?|pyi|wsgi)$/i.test(extension)) return true;
  return /^#!.*python/.test(readText(file, 'source') ?? '');
}

function filesBelow(
  folder: string,
  wanted: CollectOptions,
  report: (path: string, message: string) => void,
  { listing, offer }: { readonly listing: Listing; readonly offer: (file: string) => void },
): string[] {
  const files: string[] = [];
  const take = (file: string): void => {
    files.push(file);
    offer(file);
  };
  const late = walk(folder, wanted, take, report, listing);
  return late === 0 ? files : files.sort();
}

/** The files of several walks, each once, in the order of the paths as shown. */
function inOrder(found: readonly (readonly string[])[], cwd: string): readonly string[] {
  const shown = new Map(found.flat().map((file) => [file, shownPath(file, cwd)]));
  return [...shown].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([file]) => file);
}

/**
 * A file as a run speaks of it.
 * @param root a folder that it lies in, for the patch of one outside of any repository.
 */
export function sourceAt(absolute: string, root: string, cwd: string): SourcePath {
  const base = isInside(absolute, cwd) ? cwd : (repositoryOf(dirname(absolute)) ?? root);
  return { absolute, shown: shownPath(absolute, cwd), patchPath: slashed(absolute, base) };
}

/** The folder that a path names, resolved; none where the path is a link or names no folder. */
function realFolder(path: string): readonly string[] {
  try {
    return lstatSync(path).isDirectory() ? [realpathSync(path)] : [];
  } catch {
    return [];
  }
}

function isForcedOut(file: string, wanted: CollectOptions): boolean {
  if (!wanted.forceExclude) return false;
  return matchOf(compilePatterns(wanted.excludeBase, wanted.exclude), file, false) === 'ignored';
}
