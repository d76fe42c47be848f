import type { Dirent } from 'node:fs';
import { sep } from 'node:path';
import { codeOf, reasonOf } from '../../util/errors.ts';
import { type Listing, newListing } from '../listing.ts';
import { isInside } from '../paths.ts';
import { compilePatterns, isIgnored, matchOf, type Patterns, patternsFor, patternsIn } from './patterns.ts';
import { trackedAmong } from './tracked.ts';

/** What a walk leaves out. */
export interface Limits {
  /** Patterns as in a .gitignore, relative to `excludeBase`. */
  readonly exclude: readonly string[];
  readonly excludeBase: string;
  readonly gitignore: boolean;
}

/**
 * Hands over every `.py` file below a folder that is neither excluded, nor ignored, nor in a virtual environment, which
 * a `pyvenv.cfg` marks. It reads pattern files and folders alone, and asks git which of the ignored files it tracks:
 * those are not ignored after all.
 * @param root absolute; it is walked even where a pattern leaves it out.
 * @param take is called with absolute paths, in their order; ignored files that git tracks come last.
 * @param report is called with a folder that can't be listed, and why.
 * @param listing may remember some folders already; the others are added.
 * @returns how many ignored files that git tracks there are.
 * @see https://docs.python.org/3/library/venv.html#how-venvs-work
 */
export function walk(
  root: string,
  limits: Limits,
  take: (file: string) => void,
  report: (folder: string, message: string) => void,
  listing: Listing = newListing(),
): number {
  const excludes = excludesFor(root, limits);
  const ignored: string[] = [];
  const isLeftOut = (chain: readonly Patterns[], path: string, name: string, directory: boolean): boolean => {
    if (excludes.concerns(name) && matchOf(excludes, path, directory) === 'ignored') return true;
    if (!isIgnored(chain, path, name, directory)) return false;
    if (!directory) ignored.push(path);
    return true;
  };
  const entriesOf = (folder: string): readonly Dirent[] => {
    try {
      return listing.list(folder);
    } catch (error) {
      report(folder, codeOf(error) === 'EACCES' ? 'permission denied' : reasonOf(error));
      return [];
    }
  };
  const enter = (folder: string, above: readonly Patterns[]): void => {
    const entries = entriesOf(folder);
    if (folder !== root && entries.some(({ name }) => name === 'pyvenv.cfg')) return;
    const own = limits.gitignore && folder !== root && entries.some(({ name }) => name.startsWith('.git'));
    const chain = own ? [...above, ...patternsIn(folder)] : above;
    const prefix = folder.endsWith(sep) ? folder : folder + sep;
    for (const entry of inOrder(entries)) {
      const { name } = entry;
      const path = prefix + name;
      const directory = entry.isDirectory();
      if (isLeftOut(chain, path, name, directory)) continue;
      if (directory) enter(path, silenced(chain, path, name));
      else take(path);
    }
  };
  enter(root, limits.gitignore ? silenced(patternsFor(root), root, null) : []);
  const tracked = ignored.length === 0 ? [] : trackedAmong(root, ignored);
  for (const file of tracked) take(file);
  return tracked.length;
}

/** The excluding patterns; relative to the root instead where they leave it out, or it lies outside `excludeBase`. */
function excludesFor(root: string, limits: Limits): Patterns {
  const fromBase = compilePatterns(limits.excludeBase, limits.exclude);
  const inside = root === limits.excludeBase || isInside(root, limits.excludeBase);
  if (inside && matchOf(fromBase, root, true) !== 'ignored') return fromBase;
  return compilePatterns(root, limits.exclude);
}

/**
 * The patterns that apply inside a folder that is entered: those that ignore the folder itself do not.
 * @param name the folder's last part, where no folder above it is ignored; else null.
 */
function silenced(chain: readonly Patterns[], folder: string, name: string | null): readonly Patterns[] {
  const silent = (patterns: Patterns): boolean =>
    (name === null || patterns.concerns(name)) && matchOf(patterns, folder, true) === 'ignored';
  return chain.some(silent) ? chain.filter((patterns) => !silent(patterns)) : chain;
}

/** The folders and `.py` files among the entries, in the order of their full paths. */
function inOrder(entries: readonly Dirent[]): readonly Dirent[] {
  const wanted = entries.filter((entry) => entry.isDirectory() || (entry.name.endsWith('.py') && entry.isFile()));
  return wanted.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf(entry: Dirent): string {
  return entry.isDirectory() ? entry.name + sep : entry.name;
}
