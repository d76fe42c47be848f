import { newListing } from '../files/listing.ts';
import { NOWHERE, type World } from '../python/semantics/values/world.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { type ClassUse, useOfClass } from './configurations.ts';
import { doubtsOn } from './doubts.ts';
import { readEvidence } from './evidence/read.ts';
import { isAside, named, SERVED_MODULES } from './evidence/sources.ts';
import { type Asked, linksOf } from './links.ts';
import type { Known } from './modules/project-files.ts';
import { type Grounds, worldsOf } from './production-world.ts';
import { isTest, tested } from './tests.ts';
import { go, type Links, search } from './traverse.ts';
import type { Doubt, EntryPoint, FileLoading, Loads } from './types.ts';

/** What loads each Python file of a project. */
export interface LoadedFiles {
  /** What loads a file; the search goes only as far as that file. @param path relative to the project, with `/`. */
  of(path: string): Promise<FileLoading>;
  /**
   * For a file that developers alone are seen to load, or nothing: a place from where production may load it all the
   * same. Null where the search met no such place, and for any other file.
   */
  doubtOn(path: string): Promise<Doubt | null>;
  /** Who uses a class of django-configurations in a file. */
  useOfClass(path: string, name: string): ClassUse;
  /** What is known of production, for the conditions in a file. */
  worldOf(path: string): World;
  /** The entry points that the search starts from, production's first. */
  readonly entries: readonly EntryPoint[];
}

const UNREACHED: FileLoading = {
  kind: 'unreached',
  chain: [],
  condition: null,
  developers: false,
  byName: false,
  startByName: false,
};

/**
 * Follows imports and dotted strings from the entry points of a project.
 * A file is read once, and only when a question about another file needs its links.
 * @param root the project's folder, absolute.
 * @see https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded
 */
export async function readLoadedFiles(
  root: string,
  parse: Parse,
  known: Known = { files: null, listing: newListing() },
): Promise<LoadedFiles> {
  const {
    python,
    modules,
    entries: started,
    environment,
    variables,
    unfollowed,
    read,
  } = await readEvidence(root, parse, known);
  const entries = [...started, ...starters(python)];
  // Where no entry point of production is known, what developers load says nothing about production.
  if (entries.every(({ kind }) => kind !== 'production'))
    return {
      entries,
      of: async () => UNREACHED,
      doubtOn: async () => null,
      useOfClass: () => ({ by: 'unknown', from: null }),
      worldOf: () => NOWHERE,
    };
  const starts = entries.filter(({ kind }) => kind === 'production').map(({ target }) => target);
  const worldOf = worldsOf({ environment, modules, starts: [...new Set(starts)], read, parse });
  const loads = loadReader(read, { parse, modules, variables, worldOf });
  const links: Links = (path) => loads(path).links;
  const found = new Map<string, FileLoading>();
  const searching = search(entries, python.filter(isTest).map(tested), links, found);
  const soFar = (path: string) => found.get(path) ?? (isTest(path) ? tested(path) : UNREACHED);
  const of = async (path: string) => {
    await go(searching, () => found.has(path));
    return soFar(path);
  };
  const doubtOn = doubtsOn({ python, entries, unfollowed, loads, of, all: () => go(searching) });
  const classUse = (path: string, name: string) => {
    const { set, configurations } = environment(path);
    const classes = { set: set('DJANGO_CONFIGURATION'), defaults: configurations };
    return useOfClass(name, read(path)?.text ?? '', classes);
  };
  return { entries, of, doubtOn, useOfClass: classUse, worldOf };
}

/**
 * The modules that servers load: they are production's, whatever settings they name.
 * @see https://docs.djangoproject.com/en/stable/howto/deployment/wsgi/
 */
function starters(python: readonly string[]): EntryPoint[] {
  return python
    .filter((path) => SERVED_MODULES.test(path) && !isTest(path) && !isAside(path))
    .map((path) => ({
      kind: 'production',
      target: path,
      step: { file: path, line: 1, text: 'started by a server', condition: null },
      byName: false,
    }));
}

/** Reads what each file loads, once. A file that can't be read loads nothing; one that isn't Python 3 what is found. */
function loadReader(readText: Grounds['read'], asked: Asked): (path: string) => Loads {
  const known = new Map<string, Loads>();
  const read = (path: string): Loads => {
    const file = readText(path);
    if (file === null || file.text.trim() === '') return { links: [], unfollowed: [] };
    return linksOf({ path, text: named(file.text) }, asked);
  };
  return (path) => {
    const loads = known.get(path) ?? read(path);
    known.set(path, loads);
    return loads;
  };
}
