import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isInside, slashed } from '../paths.ts';
import { readIfThere } from '../read.ts';
import { prefilterFor } from './pattern-prefilter.ts';

/** What is left out where neither the command line nor the configuration says `exclude`. */
export const DEFAULT_EXCLUDES: readonly string[] = [
  '.eggs/',
  '.git/',
  '.hg/',
  '.mypy_cache/',
  '.nox/',
  '.pytest_cache/',
  '.ruff_cache/',
  '.svn/',
  '.tox/',
  '.venv/',
  '__pycache__/',
  '__pypackages__/',
  'build/',
  'dist/',
  'node_modules/',
  'site-packages/',
];

/** Patterns as in a .gitignore file, and the folder that they are relative to. */
export interface Patterns {
  readonly base: string;
  readonly rules: Ignore;
  /** Whether one of the patterns may match a file or folder of this name; testing the rules costs far more. */
  readonly concerns: (name: string) => boolean;
}

/** What a set of patterns says about a path: left out, taken back in by a `!` pattern, or nothing. */
export type PatternMatch = 'ignored' | 'unignored' | null;

/**
 * Compiles patterns that are relative to a folder.
 * @param base absolute.
 * @param lines a .gitignore's text, or its lines.
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
export function compilePatterns(base: string, lines: readonly string[] | string): Patterns {
  const rules = ignore({ ignorecase: false, allowRelativePaths: true }).add(lines as string);
  return { base, rules, concerns: prefilterFor(typeof lines === 'string' ? lines.split(/\r?\n/) : lines) };
}

/** What the patterns say about an absolute path; nothing for a path outside their folder. */
export function matchOf(patterns: Patterns, path: string, directory: boolean): PatternMatch {
  if (!isInside(path, patterns.base)) return null;
  const inside = slashed(path, patterns.base);
  const { ignored, unignored } = patterns.rules.test(directory ? `${inside}/` : inside);
  if (ignored) return 'ignored';
  return unignored ? 'unignored' : null;
}

/**
 * Whether git would ignore a path: of several pattern files, the innermost with a matching pattern decides.
 * @param chain the patterns that apply, outermost first.
 * @param name the path's last part.
 * @see https://git-scm.com/docs/gitignore#_description
 */
export function isIgnored(chain: readonly Patterns[], path: string, name: string, directory: boolean): boolean {
  for (let index = chain.length - 1; index >= 0; index--) {
    const patterns = chain[index];
    const verdict = patterns?.concerns(name) ? matchOf(patterns, path, directory) : null;
    if (verdict !== null) return verdict === 'ignored';
  }
  return false;
}

/**
 * The patterns of a folder's own .gitignore, preceded at the top of a repository by those of .git/info/exclude.
 * @see https://git-scm.com/docs/gitignore#_description
 */
export function patternsIn(folder: string): readonly Patterns[] {
  const files = [join(folder, '.git', 'info', 'exclude'), join(folder, '.gitignore')];
  return files.flatMap((file) => {
    const text = readPatterns(file);
    return text === null ? [] : [compilePatterns(folder, text)];
  });
}

/** The patterns that apply in a folder: its own and its parents', outermost first, from the repository's top. */
export function patternsFor(folder: string): readonly Patterns[] {
  const top = repositoryOf(folder);
  if (top === null) return patternsIn(folder);
  const chain: Patterns[] = [];
  for (let at = folder; ; at = dirname(at)) {
    chain.unshift(...patternsIn(at));
    if (at === top) return chain;
  }
}

/**
 * The top folder of the git repository, or of its worktree, that holds a folder; null outside of any.
 * A worktree and a submodule have a file named `.git`.
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function repositoryOf(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return null;
  }
}

/** The folder that a project's symbolic links may lead to, with links resolved: its repository, or its own. */
export function placeOf(root: string): string {
  const real = realpathSync(root);
  return repositoryOf(real) ?? real;
}

/** A pattern file that can't be read leaves nothing out. */
function readPatterns(file: string): string | null {
  try {
    return (
      readIfThere(file, 'manifest')
        ?.toString('utf8')
        .replace(/^\uFEFF/, '') ?? null
    );
  } catch {
    return null;
  }
}
