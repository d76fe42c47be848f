import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import type { List } from '../../files/listing.ts';
import { isFile } from '../../files/peek.ts';
import {
  compilePatterns,
  DEFAULT_EXCLUDES,
  isIgnored,
  matchOf,
  type Patterns,
  patternsFor,
  patternsIn,
} from '../../files/walk/patterns.ts';
import { isPlaceOfMany } from '../project-root.ts';
import { manifestFormats } from './formats/index.ts';
import { isLock } from './locks/read-locks.ts';
import type { ManifestFormat } from './manifest-format.ts';

/** Each pattern with its format: the first that fits a path decides. */
const PATTERNS = manifestFormats.flatMap((format) => format.paths.map((pattern) => ({ format, pattern })));
/** Trees hold Python sources above all: they are compared with what ends as they do, and nothing else. */
const SOURCES = PATTERNS.filter(({ pattern }) => pattern.source.endsWith('\\.py$'));

/** Folders that hold no manifests, and are often large. */
const SKIPPED = new Set(
  'migrations,locale,static,staticfiles,media,templates,templatetags,fixtures,assets,htmlcov,public,__snapshots__'.split(
    ',',
  ),
);
const DOTTED = new Set(['.github', '.circleci', '.devcontainer']);
/** Enough for `backend/compose/production/django/Dockerfile`. */
const DEPTH = 4;
const MOST_FOLDERS = 4000;

/** What a path is, by its name alone; null for what is no manifest. */
export function formatOf(path: string): ManifestFormat | null {
  const patterns = path.endsWith('.py') ? SOURCES : PATTERNS;
  return patterns.find(({ pattern }) => pattern.test(path))?.format ?? null;
}

/**
 * Finds a project's manifests and lock files: known names only, a few folders deep, past what .gitignore and the default excludes name.
 * In a place of many projects those of its own folder alone.
 * @param root absolute.
 * @param list gives what somebody has listed already, or lists.
 * @returns paths relative to it, with `/`, sorted.
 */
export function discover(root: string, list: List): readonly string[] {
  const found: string[] = [];
  const excludes = compilePatterns(root, DEFAULT_EXCLUDES);
  let left = MOST_FOLDERS;
  const enter = (folder: string, inside: string, depth: number, above: readonly Patterns[]): void => {
    if (left-- <= 0) return;
    const entries = list(folder);
    if (folder !== root && entries.some(({ name }) => name === 'pyvenv.cfg')) return;
    const own = folder !== root && entries.some(({ name }) => name === '.gitignore');
    const chain = own ? [...above, ...patternsIn(folder)] : above;
    for (const entry of inOrder(entries)) {
      const directory = entry.isDirectory();
      if (directory ? depth >= DEPTH || isSkipped(entry.name) : !isManifest(entry, folder, inside)) continue;
      const absolute = join(folder, entry.name);
      if (isLeftOut(absolute, entry.name, directory, excludes, chain)) continue;
      if (directory) enter(absolute, `${inside}${entry.name}/`, depth + 1, chain);
      else found.push(inside + entry.name);
    }
  };
  enter(root, '', isPlaceOfMany(root) ? DEPTH : 0, patternsFor(root));
  return found.sort();
}

/** The same on every file system, as only so many folders are looked into. */
function inOrder(entries: readonly Dirent[]): readonly Dirent[] {
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A link to a manifest counts as one: `requirements.txt -> requirements/production.txt`. */
function isManifest(entry: Dirent, folder: string, inside: string): boolean {
  if (formatOf(inside + entry.name) === null && !isLock(entry.name)) return false;
  if (!entry.isSymbolicLink()) return entry.isFile();
  return isFile(join(folder, entry.name));
}

function isSkipped(name: string): boolean {
  return SKIPPED.has(name) || (name.startsWith('.') && !DOTTED.has(name));
}

function isLeftOut(
  path: string,
  name: string,
  folder: boolean,
  excludes: Patterns,
  chain: readonly Patterns[],
): boolean {
  return (
    (excludes.concerns(name) && matchOf(excludes, path, folder) === 'ignored') || isIgnored(chain, path, name, folder)
  );
}
