import type { ProjectModules } from '../loading/modules/project-modules.ts';
import { type Parse, parsingFor } from '../python/syntax/parser.ts';
import type { Module, Node, Source, Taking } from '../types.ts';
import { mentionsIn } from './mentions.ts';
import type { Taken } from './taken.ts';
import { takenByCall } from './taken-by-call.ts';
import { takenByImport } from './taken-by-import.ts';

/** How the modules of a project depend on each other's names. Nothing is read before the first question. */
export interface Project {
  /** A parser for the texts of a file, whose trees know who takes its names. @param path relative to the project, with `/`. */
  parserFor(path: string): Parse;
}

/**
 * Tells who takes the names of a project's modules.
 * @param list is called at the first question.
 * @param shown turns a path of the project into one as shown to the user.
 */
export function modulesOf(list: () => ProjectModules, parse: Parse, shown: (path: string) => string): Project {
  let known: ((path: string) => Module) | null = null;
  const moduleOf = (path: string) => {
    known ??= modulesIn(list(), parse, shown);
    return known(path);
  };
  return {
    parserFor: (path) => {
      const takings = (name: string) => moduleOf(path).takings(name);
      const takers = () => moduleOf(path).takers();
      const sources = () => moduleOf(path).sources();
      return parsingFor({ path: shown(path), takings, takers, sources }, parse);
    },
  };
}

function modulesIn(project: ProjectModules, parse: Parse, shown: (path: string) => string): (path: string) => Module {
  const { modules, read } = project;
  const mentions = mentionsIn(project);
  const made = new Map<string, Module>();
  const roots = new Map<string, Node>();
  const taken = new Map<string, readonly Taken[]>();
  const moduleOf = (path: string): Module => {
    const found = made.get(path) ?? readModule(path);
    made.set(path, found);
    return found;
  };
  const rootOf = (path: string): Node => {
    const found = roots.get(path) ?? parsingFor(moduleOf(path), parse)(read(path)?.text ?? '');
    roots.set(path, found);
    return found;
  };
  const takenIn = (path: string): readonly Taken[] => {
    const taker = { path, root: rootOf(path), modules };
    const found = taken.get(path) ?? [...takenByImport(taker), ...takenByCall(taker)];
    taken.set(path, found);
    return found;
  };
  const sourcesOf = (path: string): readonly Source[] => {
    const taken = takenIn(path).filter(({ taker }) => taker === path);
    return taken.map(({ target, kind, node, of, name }) => ({
      ...{ kind, node, of, name },
      mayHave: (each) => mayHave(each, read(target)?.text ?? ''),
      get root() {
        return rootOf(target);
      },
    }));
  };
  const readModule = (path: string): Module => {
    let own: readonly Source[] | null = null;
    let known: readonly Taken[] | null = null;
    const all = () => (known ??= [path, ...mentions(path)].flatMap(takenIn).filter(({ target }) => target === path));
    return {
      path: shown(path),
      takings: (name) => all().flatMap((each) => takingOf(each, name, rootOf)),
      takers: () => [...new Set(all().map(({ taker }) => rootOf(taker)))],
      sources: () => (own ??= sourcesOf(path)),
    };
  };
  return moduleOf;
}

function takingOf(taken: Taken, name: string, rootOf: (path: string) => Node): readonly Taking[] {
  const { kind, from, taker } = taken;
  // What runs with the names of another file has them from its start.
  const node = from === 0 ? rootOf(taker) : taken.node;
  if (kind !== 'all') return taken.of === name ? [{ kind, node, name: taken.name ?? name, from }] : [];
  return name.startsWith('_') && node.type === 'import_from_statement' ? [] : [{ kind, node, name, from }];
}

/** Whether a text has a name, or may get names that it does not spell. */
function mayHave(name: string, text: string): boolean {
  return text.includes(name) || /\bimport\s*\(?\s*\*|\b(exec|include|globals|vars|locals|setattr)\s*\(/.test(text);
}
