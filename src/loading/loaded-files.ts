import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newListing } from '../files/listing.ts';
import { NOWHERE, type World } from '../python/semantics/values/world.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { turn } from '../util/process.ts';
import { STARTERS, type TextFile } from './entry-points.ts';
import { environmentIn } from './environment.ts';
import { linksOf } from './links.ts';
import { indexModules, type Modules } from './modules/module-index.ts';
import { type Known, listProject } from './modules/project-files.ts';
import { type Grounds, worldsOf } from './production-world.ts';
import { settingsEntryPoints } from './settings-modules.ts';
import { follow, type Links, search } from './traverse.ts';
import type { EntryPoint, FileLoading, LoadStep } from './types.ts';

/** What loads each Python file of a project. */
export interface LoadedFiles {
  /** What loads a file; the search goes only as far as that file. @param path relative to the project, with `/`. */
  of(path: string): Promise<FileLoading>;
  /**
   * For a file that developers alone are seen to load: a place in a file that nothing is seen to load, from where it is
   * loaded too, as production may load that one. Null where there is none, and for any other file.
   */
  doubtOn(path: string): Promise<LoadStep | null>;
  /** What is known of production, for the conditions in a file. */
  worldOf(path: string): World;
  /** The entry points that the search starts from, production's first. */
  readonly entries: readonly EntryPoint[];
}

const UNREACHED: FileLoading = { kind: 'unreached', chain: [], condition: null, developers: false, byName: false };
const TESTS = /(^|\/)(tests?|testing)\/|(^|\/)(test_\w+|\w+_tests?|tests|conftest)\.py$/;

/**
 * Follows imports and dotted strings from the entry points of a project.
 * A file is read once, and only when a question about another file needs its links.
 * @param root the project's folder, absolute.
 * @see https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded
 */
export function readLoadedFiles(
  root: string,
  parse: Parse,
  known: Known = { files: null, listing: newListing() },
): LoadedFiles {
  const { python, folders, others } = listProject(root, known);
  const modules = indexModules(python, folders);
  const sources = [...others, ...python.filter((path) => STARTERS.test(path))].sort();
  const texts = sources.flatMap((path) => textAt(root, path) ?? []);
  const entries = [...settingsEntryPoints(texts, modules), ...starters(python)];
  // Where no entry point of production is known, what developers load says nothing about production.
  if (entries.every(({ kind }) => kind !== 'production'))
    return { entries, of: async () => UNREACHED, doubtOn: async () => null, worldOf: () => NOWHERE };
  const read = reader(root, texts);
  const starts = entries.filter(({ kind }) => kind === 'production').map(({ target }) => target);
  const environment = environmentIn(texts);
  const worldOf = worldsOf({ environment, modules, starts: [...new Set(starts)], read, parse });
  const links = linkReader(read, parse, modules, worldOf);
  const found = new Map<string, FileLoading>();
  const searching = search(entries, links, found);
  const soFar = (path: string) => found.get(path) ?? (isTest(path) ? tested(path) : UNREACHED);
  const of = async (path: string) => {
    await go(searching, () => found.has(path));
    return soFar(path);
  };
  const named = new Set(entries.filter(({ kind }) => kind === 'development').map(({ target }) => target));
  const isTheirs = (path: string) => isTest(path) || (named.has(path) && soFar(path).kind === 'development');
  const readDoubtful = async () => {
    await go(searching);
    const unreached = python.filter((path) => soFar(path).kind === 'unreached');
    const doubtful = new Map<string, LoadStep | null>(unreached.map((path) => [path, null]));
    await go(follow(doubtful, links, (link) => link.developers || isTheirs(link.target)));
    return doubtful;
  };
  let reading: ReturnType<typeof readDoubtful> | null = null;
  const doubtOn = async (path: string) => {
    const { kind, developers } = await of(path);
    if ((kind !== 'development' && !developers) || isTheirs(path)) return null;
    reading ??= readDoubtful();
    return (await reading).get(path) ?? null;
  };
  return { entries, of, doubtOn, worldOf };
}

/** How many files are read before the event loop gets a turn. */
const FILES_A_TURN = 16;

/** Takes steps until `isEnough` says so, or there are no more. */
async function go(steps: Iterator<void>, isEnough: () => boolean = () => false): Promise<void> {
  for (let count = 1; !isEnough() && !steps.next().done; count++) if (count % FILES_A_TURN === 0) await turn();
}

/**
 * The modules that servers load: they are production's, whatever settings they name.
 * @see https://docs.djangoproject.com/en/stable/howto/deployment/wsgi/
 */
function starters(python: readonly string[]): EntryPoint[] {
  return python
    .filter((path) => /(^|\/)(wsgi|asgi|celery|celery_app)\.py$/.test(path) && !isTest(path))
    .map((path) => ({
      kind: 'production',
      target: path,
      step: { file: path, line: 1, text: 'started by a server', condition: null },
    }));
}

/** Whether a path is that of a test, or in a folder of tests: servers do not load it. */
export function isTest(path: string): boolean {
  return TESTS.test(path);
}

/** What loads a test. The files that tests load are not searched: they are many, and say nothing about production. */
function tested(path: string): FileLoading {
  const step = { file: path, line: 1, text: 'loaded by the test runner', condition: null };
  return { kind: 'development', chain: [step], condition: null, developers: false, byName: false };
}

/** Reads the links of each file once. A file that can't be read has none; one that isn't Python 3 has what is found. */
function linkReader(read: Grounds['read'], parse: Parse, modules: Modules, worldOf: (path: string) => World): Links {
  const known = new Map<string, ReturnType<Links>>();
  const linksIn = (path: string): ReturnType<Links> => {
    const file = read(path);
    return file === null || file.text.trim() === '' ? [] : linksOf(file, parse, modules, worldOf(path));
  };
  return (path) => {
    const links = known.get(path) ?? linksIn(path);
    known.set(path, links);
    return links;
  };
}

/** Reads a file once. */
function reader(root: string, texts: readonly TextFile[]): Grounds['read'] {
  const known = new Map<string, TextFile | null>(texts.map((file) => [file.path, file]));
  return (path) => {
    if (!known.has(path)) known.set(path, textAt(root, path));
    return known.get(path) ?? null;
  };
}

function textAt(root: string, path: string): TextFile | null {
  try {
    return { path, text: readFileSync(join(root, path), 'utf8') };
  } catch {
    return null;
  }
}
