import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Parse } from '../python/parser.ts';
import { listProject } from './files.ts';
import { linksOf } from './links.ts';
import { indexModules, type Modules } from './modules.ts';
import { isDevelopersSettings, SETTINGS_SOURCES, STARTERS, settingsEntries, type TextFile } from './settings.ts';
import type { Entry, FileReach, Link, Step } from './types.ts';

/** What loads each Python file of a project. */
export interface Reach {
  /** @param path relative to the project, with `/`. */
  of(path: string): FileReach;
  /** What the search started from, production's first. */
  readonly entries: readonly Entry[];
}

const UNREACHED: FileReach = { kind: 'unreached', chain: [], condition: null };
const TESTS = /(^|\/)(tests?|testing)\/|(^|\/)(test_\w+|\w+_tests?|tests|conftest)\.py$/;

/**
 * Follows imports, star imports and dotted strings from what starts a process.
 * Each file that is reached is parsed once; the others are never read.
 * @param root the project's folder, absolute.
 */
export async function readReach(root: string, parse: Parse): Promise<Reach> {
  const paths = await listProject(root);
  const python = paths.filter((path) => path.endsWith('.py'));
  const modules = indexModules(python);
  const texts = await readAll(
    root,
    paths.filter((path) => SETTINGS_SOURCES.test(path) || STARTERS.test(path)),
  );
  const entries = [...settingsEntries(texts, modules), ...starters(python)];
  const links = linkReader(root, parse, modules);
  const found = new Map<string, FileReach>();
  for (const kind of ['production', 'development'] as const) {
    await search(
      entries.filter((entry) => entry.kind === kind),
      kind,
      links,
      found,
    );
  }
  const tested = python.filter((path) => TESTS.test(path) && !found.has(path));
  await search(tested.map(asTest), 'development', links, found);
  return { entries, of: (path) => found.get(path) ?? UNREACHED };
}

/** A server's own module is production's, whatever settings it names. */
function starters(python: readonly string[]): Entry[] {
  return python
    .filter((path) => /(^|\/)(wsgi|asgi|celery|celery_app)\.py$/.test(path) && !TESTS.test(path))
    .map((path) => ({
      kind: 'production',
      target: path,
      step: { file: path, line: 1, text: 'started by a server', condition: null },
    }));
}

function asTest(path: string): Entry {
  return {
    kind: 'development',
    target: path,
    step: { file: path, line: 1, text: 'loaded by the test runner', condition: null },
  };
}

/** Unconditional ways first: a file is only under a condition where there is no other way to it. */
async function search(
  entries: readonly Entry[],
  kind: 'production' | 'development',
  links: (path: string) => Promise<readonly Link[]>,
  found: Map<string, FileReach>,
): Promise<void> {
  const open = entries.map(({ target, step }) => ({ path: target, chain: [step] as readonly Step[] }));
  const later: typeof open = [];
  for (let at = open.shift() ?? later.shift(); at !== undefined; at = open.shift() ?? later.shift()) {
    if (found.has(at.path)) continue;
    const condition = at.chain.find((step) => step.condition !== null)?.condition ?? null;
    found.set(at.path, { kind, chain: at.chain, condition });
    for (const { target, step } of await links(at.path)) {
      if (found.has(target)) continue;
      // A settings module for developers that only a condition lets in is not what production runs.
      if (kind === 'production' && step.condition !== null && isDevelopersSettings(target)) continue;
      const next = { path: target, chain: [...at.chain, step] };
      (condition === null && step.condition === null ? open : later).push(next);
    }
  }
}

/** Reads what a file loads, once for each file. A file that can't be read, or is no Python 3, loads what was understood of it. */
function linkReader(root: string, parse: Parse, modules: Modules): (path: string) => Promise<readonly Link[]> {
  const known = new Map<string, Promise<readonly Link[]>>();
  const read = async (path: string): Promise<readonly Link[]> => {
    const [file] = await readAll(root, [path]);
    if (file === undefined || file.text.trim() === '') return [];
    return linksOf(file, parse, modules);
  };
  return (path) => {
    const links = known.get(path) ?? read(path);
    known.set(path, links);
    return links;
  };
}

async function readAll(root: string, paths: readonly string[]): Promise<TextFile[]> {
  const read = await Promise.all(
    paths.map((path) =>
      readFile(join(root, path), 'utf8').then(
        (text) => ({ path, text }),
        () => null,
      ),
    ),
  );
  return read.filter((file) => file !== null);
}
