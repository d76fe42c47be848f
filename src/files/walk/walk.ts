import type { Dirent } from 'node:fs';
import { sep } from 'node:path';
import { codeOf, reasonOf } from '../../util/errors.ts';
import { type Listing, newListing } from '../listing.ts';
import { isInside } from '../paths.ts';
import { compilePatterns, isIgnored, matchOf, type Patterns, patternsFor, patternsIn } from './patterns.ts';
import { trackedAmong } from './tracked.ts';

/** What a walk leaves out. */
export interface Limits {
  /** Patterns as in a .gitignore, counted from `excludeBase`. */
  readonly exclude: readonly string[];
  readonly excludeBase: string;
  readonly gitignore: boolean;
}

/**
 * Hands over every `.py` file below a folder that is neither excluded, nor ignored, nor in a virtual environment.
 * Apart from pattern files it asks the system for nothing but the entries of each folder, and git for ignored files,
 * which are no ignored ones where it tracks them all the same.
 * @param root absolute, and taken even where a pattern would leave it out.
 * @param take is called with absolute paths, in the order of the paths; those that git tracks although they are ignored
 *   come last.
 * @returns how many of the last there are.
 * @param report is called with a folder that can't be listed, and why.
 * @param listing knows some folders already, and comes to know the others.
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

/** A folder that was named is entered although a pattern excludes it; the patterns then count from there. */
function excludesFor(root: string, limits: Limits): Patterns {
  const fromBase = compilePatterns(limits.excludeBase, limits.exclude);
  const inside = root === limits.excludeBase || isInside(root, limits.excludeBase);
  if (inside && matchOf(fromBase, root, true) !== 'ignored') return fromBase;
  return compilePatterns(root, limits.exclude);
}

/**
 * Patterns that ignore a folder which is entered all the same have nothing to say about its contents.
 * @param name the folder's last part, where none of those above it can be ignored any more; else null.
 */
function silenced(chain: readonly Patterns[], folder: string, name: string | null): readonly Patterns[] {
  const silent = (patterns: Patterns): boolean =>
    (name === null || patterns.concerns(name)) && matchOf(patterns, folder, true) === 'ignored';
  return chain.some(silent) ? chain.filter((patterns) => !silent(patterns)) : chain;
}

/** The folders and `.py` files among the entries, in the order that their full paths have. */
function inOrder(entries: readonly Dirent[]): readonly Dirent[] {
  const wanted = entries.filter((entry) => entry.isDirectory() || (entry.name.endsWith('.py') && entry.isFile()));
  return wanted.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf(entry: Dirent): string {
  return entry.isDirectory() ? entry.name + sep : entry.name;
}
