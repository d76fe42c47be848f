import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, reasonOf } from '../errors.ts';
import { isInside } from './paths.ts';
import { compilePatterns, isIgnored, type Patterns, patternsFor, patternsIn, verdictOf } from './patterns.ts';

/** What a walk leaves out. */
export interface Limits {
  /** Patterns as in a .gitignore, counted from `excludeBase`. */
  readonly exclude: readonly string[];
  readonly excludeBase: string;
  readonly gitignore: boolean;
}

/**
 * Hands over every `.py` file below a folder that is neither excluded, nor ignored, nor in a virtual environment.
 * @param root absolute, and taken even where a pattern would leave it out.
 * @param take is called with absolute paths.
 * @param report is called with a folder that can't be listed, and why.
 */
export function walk(
  root: string,
  limits: Limits,
  take: (file: string) => void,
  report: (folder: string, message: string) => void,
): void {
  const excludes = excludesFor(root, limits);
  const enter = (folder: string, above: readonly Patterns[]): void => {
    const chain = limits.gitignore && folder !== root ? [...above, ...patternsIn(folder)] : above;
    for (const entry of list(folder, report)) {
      const path = join(folder, entry.name);
      const directory = entry.isDirectory();
      if (!directory && !(entry.isFile() && entry.name.endsWith('.py'))) continue;
      if (verdictOf(excludes, path, directory) === 'ignored' || isIgnored(chain, path, directory)) continue;
      if (!directory) take(path);
      else if (!isVirtualEnvironment(path)) enter(path, silenced(chain, path));
    }
  };
  enter(root, limits.gitignore ? silenced(patternsFor(root), root) : []);
}

/** A folder that was named is entered although a pattern excludes it; the patterns then count from there. */
function excludesFor(root: string, limits: Limits): Patterns {
  const fromBase = compilePatterns(limits.excludeBase, limits.exclude);
  const inside = root === limits.excludeBase || isInside(root, limits.excludeBase);
  if (inside && verdictOf(fromBase, root, true) !== 'ignored') return fromBase;
  return compilePatterns(root, limits.exclude);
}

/** Patterns that ignore a folder which is entered all the same have nothing to say about its contents. */
function silenced(chain: readonly Patterns[], folder: string): readonly Patterns[] {
  return chain.filter((patterns) => verdictOf(patterns, folder, true) !== 'ignored');
}

function list(folder: string, report: (folder: string, message: string) => void): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    report(folder, codeOf(error) === 'EACCES' ? 'permission denied' : reasonOf(error));
    return [];
  }
}

function isVirtualEnvironment(folder: string): boolean {
  try {
    return statSync(join(folder, 'pyvenv.cfg'), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
