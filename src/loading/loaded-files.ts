import { newListing } from '../files/listing.ts';
import { NOWHERE, type World } from '../python/semantics/values/world.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { type ClassUse, useOfClass } from './configurations.ts';
import { doubtsOn } from './doubts.ts';
import { readEvidence } from './evidence/read.ts';
import { isAside, named, SERVED_MODULES } from './evidence/sources.ts';
import { type Asked, linksOf, mayLoad } from './links.ts';
import { mayLeaveOpen } from './loaded-values.ts';
import { projectModules } from './modules/project-modules.ts';
import { type Grounds, worldsOf } from './production-world.ts';
import { settingsBeside } from './settings-by-name.ts';
import { isSettingsModule } from './settings-names.ts';
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
  const production = entries.filter(({ kind }) => kind === 'production');
  const targetsOf = (isByName: boolean) =>
    production.filter(({ byName }) => byName === isByName).map(({ target }) => target);
  const isKnown = production.length > 0;
  const worldOf = isKnown
    ? worldsOf({
        environment,
        variables,
        modules,
        starts: targetsOf(false),
        startsByName: targetsOf(true),
        read,
        parse,
      })
    : () => NOWHERE;
  const isUnset = (path: string, variable: string) => environment(path).isUnset(variable);
  const asked = { parse, modules, variables, worldOf, isUnset, settingsBeside: settingsBeside(entries) };
  const loads = loadReader(read, asked);
  const tests = python.filter(isTest).map(tested);
  const searchBy = (loadsOf: (path: string) => Loads): Searched => {
    const found = new Map<string, FileLoading>();
    // What is found already is in question no more.
    const isInQuestion = (path: string) => !found.has(path);
    const linksTo = (isAsked: typeof isInQuestion) => (path: string) =>
      loads.may(path, isAsked) ? loadsOf(path).links : [];
    const searching = search(entries, tests, linksTo(isInQuestion), found);
    const soFar = (path: string) => found.get(path) ?? (isTest(path) ? tested(path) : UNREACHED);
    const of = async (path: string) => {
      // Where no entry point of production is known, what developers load says nothing of what it may load.
      if (!isKnown && !isAside(path) && !isTest(path)) return UNREACHED;
      await go(searching, () => found.has(path));
      return soFar(path);
    };
    const all = () => go(searching);
    const links = linksTo(() => true);
    return { of, doubtOn: doubtsOn({ python, entries, unfollowed, links, unfollowedIn: loads.unfollowed, of, all }) };
  };
  const byNames = new Map<string, Searched>();
  const taking = (names: readonly string[]): Searched => {
    const key = names.join();
    const known = byNames.get(key) ?? searchBy((path) => takingOnly(loads.of(path), names, read));
    byNames.set(key, known);
    return known;
  };
  const classUse = (path: string, name: string) => {
    const { set, configurations, isUnset } = environment(path);
    const variable = 'DJANGO_CONFIGURATION';
    const classes = { set: set(variable), defaults: configurations, isUnset: isUnset(variable) };
    return useOfClass(name, read(path)?.text ?? '', classes);
  };
  return { entries, ...searchBy(loads.of), taking, useOfClass: classUse, worldOf };
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

/** Reads what each file loads. */
interface LoadReader {
  of(path: string): Loads;
  /** Whether a file may load any of the files in question. */
  may(path: string, isInQuestion: (path: string) => boolean): boolean;
  /** Where a file loads what its text does not tell. */
  unfollowed(path: string): readonly Doubt[];
}

/** Reads what each file loads, once. A file that can't be read loads nothing; one that isn't Python 3 what is found. */
function loadReader(readText: Grounds['read'], asked: Asked): LoadReader {
  const known = new Map<string, Loads>();
  const textOf = (path: string) => {
    const file = readText(path);
    return file === null || file.text.trim() === '' ? null : { path, text: named(file.text) };
  };
  const of = (path: string) => {
    const file = known.has(path) ? null : textOf(path);
    const loads = known.get(path) ?? (file === null ? NO_LOADS : linksOf(file, asked));
    known.set(path, loads);
    return loads;
  };
  return {
    of,
    may(path, isInQuestion) {
      const file = textOf(path);
      return file !== null && (known.has(path) || mayLoad(file, asked.modules, isInQuestion));
    },
    unfollowed: (path) => (mayLeaveOpen(textOf(path)?.text ?? '') ? of(path).unfollowed : []),
  };
}

const NO_LOADS: Loads = { links: [], unfollowed: [] };
