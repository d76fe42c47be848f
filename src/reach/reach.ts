import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Parse } from '../python/parser.ts';
import { listProject } from './files.ts';
import { linksOf } from './links.ts';
import { indexModules, type Modules } from './modules.ts';
import { ledTo, search } from './search.ts';
import { settingsEntries } from './settings.ts';
import { SETTINGS_SOURCES, STARTERS, type TextFile } from './starts.ts';
import type { Entry, FileReach, Link } from './types.ts';

/** What loads each Python file of a project. */
export interface Reach {
  /** @param path relative to the project, with `/`. */
  of(path: string): FileReach;
  /**
   * Whether a file is known to be loaded by developers alone: no file that nothing was found to load leads to it,
   * as that may be production's.
   */
  isDevelopers(path: string): Promise<boolean>;
  /** What the search started from, production's first. */
  readonly entries: readonly Entry[];
}

const UNREACHED: FileReach = { kind: 'unreached', chain: [], condition: null, developers: false };
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
  // Without a start nothing is production's, and what developers load tells nothing.
  if (entries.every(({ kind }) => kind !== 'production'))
    return { entries, of: () => UNREACHED, isDevelopers: async () => false };
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
  const of = (path: string) => found.get(path) ?? (isTest(path) ? tested(path) : UNREACHED);
  const named = new Set(entries.filter(({ kind }) => kind === 'development').map(({ target }) => target));
  const isTheirs = (path: string) => isTest(path) || (named.has(path) && of(path).kind === 'development');
  let doubtful: Promise<ReadonlySet<string>> | null = null;
  const isDevelopers = async (path: string) => {
    const { kind, developers } = of(path);
    if (kind !== 'development' && !developers) return false;
    if (isTheirs(path)) return true;
    const starts = () => python.filter((each) => of(each).kind === 'unreached');
    doubtful ??= ledTo(starts(), links, (link) => link.developers || isTheirs(link.target));
    return !(await doubtful).has(path);
  };
  return { entries, of, isDevelopers };
}

/** A server's own module is production's, whatever settings it names. */
function starters(python: readonly string[]): Entry[] {
  return python
    .filter((path) => /(^|\/)(wsgi|asgi|celery|celery_app)\.py$/.test(path) && !isTest(path))
    .map((path) => ({
      kind: 'production',
      target: path,
      step: { file: path, line: 1, text: 'started by a server', condition: null },
    }));
}

/** Whether a path is a test's, or lies beside tests: a server does not load it. */
export function isTest(path: string): boolean {
  return TESTS.test(path);
}

/** What tests load beside themselves is not looked for: they are many, and it would tell nothing of production. */
function tested(path: string): FileReach {
  const step = { file: path, line: 1, text: 'loaded by the test runner', condition: null };
  return { kind: 'development', chain: [step], condition: null, developers: false };
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
