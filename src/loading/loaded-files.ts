import { newListing } from '../files/listing.ts';
import { NOWHERE, type World } from '../python/semantics/values/world.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { type ClassUse, useOfClass } from './configurations.ts';
import { doubtsOn } from './doubts.ts';
import { readEvidence } from './evidence/read.ts';
import { isAside, named, SERVED_MODULES } from './evidence/sources.ts';
import { type Asked, linksOf } from './links.ts';
import { projectModules } from './modules/project-modules.ts';
import { type Grounds, worldsOf } from './production-world.ts';
import { isSettingsModule } from './settings-modules.ts';
import { isTest, tested } from './tests.ts';
import { go, search } from './traverse.ts';
import type { Doubt, EntryPoint, FileLoading, Link, Loads } from './types.ts';

/** What was searched for files. */
export interface Searched {
  /** What loads a file; the search goes only as far as that file. @param path relative to the project, with `/`. */
  of(path: string): Promise<FileLoading>;
  /**
   * For a file that developers alone are seen to load, or nothing: a place from where production may load it all the
   * same. Null where the search met no such place, and for any other file.
   */
  doubtOn(path: string): Promise<Doubt | null>;
}

/** What loads each Python file of a project. */
export interface LoadedFiles extends Searched {
  /** The same of what takes any of some names of a settings module as settings: what only runs the module does not. */
  taking(names: readonly string[]): Searched;
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

const NOTHING: Searched = { of: async () => UNREACHED, doubtOn: async () => null };

/**
 * Follows imports and dotted strings from the entry points of a project.
 * A file is read once, and only when a question about another file needs its links.
 * @param root the project's folder, absolute.
 * @see https://docs.djangoproject.com/en/stable/ref/applications/#how-applications-are-loaded
 */
export async function readLoadedFiles(
  root: string,
  parse: Parse,
  project = projectModules(root, { files: null, listing: newListing() }),
): Promise<LoadedFiles> {
  const {
    python,
    modules,
    entries: started,
    environment,
    variables,
    unfollowed,
    read,
  } = await readEvidence(project, parse);
  const entries = [...started, ...starters(python)];
  // Where no entry point of production is known, what developers load says nothing about production.
  if (entries.every(({ kind }) => kind !== 'production'))
    return {
      entries,
      ...NOTHING,
      taking: () => NOTHING,
      useOfClass: () => ({ by: 'unknown', from: null }),
      worldOf: () => NOWHERE,
    };
  const starts = entries.filter(({ kind }) => kind === 'production').map(({ target }) => target);
  const worldOf = worldsOf({ environment, modules, starts: [...new Set(starts)], read, parse });
  const loads = loadReader(read, { parse, modules, variables, worldOf });
  const tests = python.filter(isTest).map(tested);
  const searchBy = (loadsOf: (path: string) => Loads): Searched => {
    const found = new Map<string, FileLoading>();
    const searching = search(entries, tests, (path) => loadsOf(path).links, found);
    const soFar = (path: string) => found.get(path) ?? (isTest(path) ? tested(path) : UNREACHED);
    const of = async (path: string) => {
      await go(searching, () => found.has(path));
      return soFar(path);
    };
    const all = () => go(searching);
    return { of, doubtOn: doubtsOn({ python, entries, unfollowed, loads: loadsOf, of, all }) };
  };
  const byNames = new Map<string, Searched>();
  const taking = (names: readonly string[]): Searched => {
    const key = names.join();
    const known = byNames.get(key) ?? searchBy((path) => takingOnly(loads(path), names, read));
    byNames.set(key, known);
    return known;
  };
  const classUse = (path: string, name: string) => {
    const { set, configurations } = environment(path);
    const classes = { set: set('DJANGO_CONFIGURATION'), defaults: configurations };
    return useOfClass(name, read(path)?.text ?? '', classes);
  };
  return { entries, ...searchBy(loads), taking, useOfClass: classUse, worldOf };
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

/** What a file loads, without what it takes other names of from a settings module. */
function takingOnly({ links, unfollowed }: Loads, names: readonly string[], read: Grounds['read']): Loads {
  const isTaken = ({ target, takes }: Link) =>
    takes === undefined ||
    takes.some((name) => names.includes(name)) ||
    !isSettingsModule(target, read(target)?.text ?? '');
  return { links: links.filter(isTaken), unfollowed };
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
