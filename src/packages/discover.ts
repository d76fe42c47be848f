import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  compilePatterns,
  DEFAULT_EXCLUDES,
  isIgnored,
  type Patterns,
  patternsFor,
  patternsIn,
  verdictOf,
} from '../files/patterns.ts';

/** What a manifest is written in. */
export type Format =
  | 'requirements'
  | 'pyproject'
  | 'pipfile'
  | 'setup.cfg'
  | 'setup.py'
  | 'tox'
  | 'nox'
  | 'conda'
  | 'dockerfile'
  | 'compose'
  | 'workflow'
  | 'hosting'
  | 'procfile';

/** Files that are known by their path, the first pattern that fits decides. */
const FORMATS: readonly (readonly [Format, RegExp])[] = [
  ['pyproject', /(^|\/)pyproject\.toml$/],
  ['pipfile', /(^|\/)Pipfile$/],
  ['setup.cfg', /(^|\/)setup\.cfg$/],
  ['setup.py', /(^|\/)setup\.py$/],
  ['tox', /(^|\/)tox\.ini$/],
  ['nox', /(^|\/)noxfile\.py$/],
  ['conda', /(^|\/)(conda[\w.-]*|[\w.-]*environment[\w.-]*)\.ya?ml$/],
  ['dockerfile', /(^|\/)([\w.-]+[.-])?(Dockerfile|dockerfile|Containerfile)([.-][\w.-]+)?$/],
  ['compose', /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/],
  [
    'workflow',
    /(^|\/)(\.github\/workflows\/[\w.-]+|\.circleci\/config|\.gitlab-ci|\.travis|circle|bitbucket-pipelines|azure-pipelines)\.ya?ml$/,
  ],
  ['hosting', /(^|\/)(render|heroku|\.platform\.app|buildspec)\.ya?ml$/],
  ['procfile', /(^|\/)Procfile$/],
  ['requirements', /(^|\/)(?!.*constraint)([\w.-]*[-_.])?(requirements?|reqs?)([-_.][\w.-]*)?\.(txt|in|pip)$/i],
  ['requirements', /(^|\/)(requirements?|reqs)(\.in|\.txt)?\/([\w.-]+\/)?(?!.*constraint)[\w.-]+\.(txt|in|pip)$/i],
  ['requirements', /(^|\/)(dependencies|deps)\/pip\/(?!.*constraint)[\w.-]+\.(txt|in|pip)$/i],
];

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
export function formatOf(path: string): Format | null {
  return FORMATS.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}

/**
 * Finds a project's manifests: known names only, a few folders deep, past what .gitignore and the default excludes name.
 * @param root absolute.
 * @returns paths relative to it, with `/`, sorted.
 */
export async function discover(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const excludes = compilePatterns(root, DEFAULT_EXCLUDES);
  let left = MOST_FOLDERS;
  const enter = async (folder: string, inside: string, depth: number, above: readonly Patterns[]): Promise<void> => {
    if (left-- <= 0) return;
    const entries = await list(folder);
    if (depth > 0 && entries.some(({ name }) => name === 'pyvenv.cfg')) return;
    const chain =
      entries.some(({ name }) => name === '.gitignore') && depth > 0 ? [...above, ...patternsIn(folder)] : above;
    const folders: Promise<void>[] = [];
    for (const entry of entries) {
      const path = inside + entry.name;
      const absolute = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (depth >= DEPTH || isSkipped(entry.name) || isLeftOut(absolute, true, excludes, chain)) continue;
        folders.push(enter(absolute, `${path}/`, depth + 1, chain));
      } else if (await isManifest(entry, absolute, path)) {
        if (!isLeftOut(absolute, false, excludes, chain)) found.push(path);
      }
    }
    await Promise.all(folders);
  };
  await enter(root, '', 0, patternsFor(root));
  return found.sort();
}

async function list(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A link to a manifest counts as one: `requirements.txt -> requirements/production.txt`. */
async function isManifest(entry: Dirent, absolute: string, path: string): Promise<boolean> {
  if (formatOf(path) === null) return false;
  if (!entry.isSymbolicLink()) return entry.isFile();
  return stat(absolute).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

function isSkipped(name: string): boolean {
  return SKIPPED.has(name) || (name.startsWith('.') && !DOTTED.has(name));
}

function isLeftOut(path: string, folder: boolean, excludes: Patterns, chain: readonly Patterns[]): boolean {
  return (
    verdictOf(excludes, path, folder) === 'ignored' ||
    isIgnored(chain, path, path.slice(path.lastIndexOf('/') + 1), folder)
  );
}
