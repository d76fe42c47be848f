import { valueAtEnd, valueInProduction } from '../python/semantics/values/evaluate.ts';
import { either, type Possible, restingOn, truthByDefault, UNKNOWN } from '../python/semantics/values/possible.ts';
import type { Taken, World } from '../python/semantics/values/world.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { descendants } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';
import type { Environment } from './evidence/environment.ts';
import { named as asNamed, type TextFile } from './evidence/sources.ts';
import type { Variables } from './evidence/texts.ts';
import { type IncludedPart, includedBy } from './included-files.ts';
import type { Modules } from './modules/module-index.ts';
import { isSettingsModule } from './settings-names.ts';

/** What is known of a project, for the worlds of its modules. */
export interface Grounds {
  readonly environment: Environment;
  /** What is known of the values of environment variables, for a file. */
  readonly variables: (path: string) => Variables;
  readonly modules: Modules;
  /** The modules that evidence has production start with, and those that only their names do. */
  readonly starts: readonly string[];
  readonly startsByName: readonly string[];
  /** Reads a file; null where that can't be done. */
  readonly read: (path: string) => TextFile | null;
  readonly parse: Parse;
}

/** What may bind a name that a module does not spell: a star import, and code that is run in its place. */
const TAKES_OVER = /import\s*\(?\s*\*|\binclude\s*\(|\bexec|\b(globals|locals|vars)\s*\(/;

/** Makes the worlds of a project's modules; each value of a module is worked out once. */
export function worldsOf({
  environment,
  variables,
  modules,
  starts,
  startsByName,
  read,
  parse,
}: Grounds): (path: string) => World {
  const trees = new Map<string, Node | null>();
  const known = new Map<string, Taken>();
  const settingsOf = (all: readonly string[]) => {
    let own: readonly string[] | null = null;
    return (path: string) => {
      own ??= [...new Set(all)].filter((start) => isSettingsModule(start, read(start)?.text ?? ''));
      return own.filter((start) => modules.homes.counts(start, path));
    };
  };
  const [evident, named] = [settingsOf(starts), settingsOf([...starts, ...startsByName])];
  const setting = (path: string, name: string): Taken => {
    const told = inSettings(evident(path).map((module) => atEnd(module, name)));
    // A variable that evidence has production choose by chooses among those that are named for it, too.
    if (typeof told !== 'string' && told.standard !== undefined) return told;
    return inSettings(named(path).map((module) => atEnd(module, name)));
  };
  const treeOf = (path: string) => {
    if (!trees.has(path)) trees.set(path, parsed(read(path), parse));
    return trees.get(path) ?? null;
  };
  const atEnd = (path: string, name: string): Taken => {
    const key = `${path}:${name}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    // A question that leads back to itself has no answer.
    known.set(key, UNKNOWN);
    const value = look(path, name);
    known.set(key, value);
    return value;
  };
  const look = (path: string, name: string): Taken => {
    const text = read(path)?.text ?? '';
    if (!text.includes(name) && !TAKES_OVER.test(text)) return 'unbound';
    const root = treeOf(path);
    const value = root === null ? UNKNOWN : valueAtEnd(root, name, worldIn(path));
    return value ?? (hidesNames(text) ? 'elsewhere' : 'unbound');
  };
  const worldIn = (path: string): World => ({
    path,
    environment: environment(path).given,
    isUnset: environment(path).isUnset,
    runs: environment(path).runs,
    setting: (name) => setting(path, name),
    imported: (module, name) => {
      const file = module.startsWith('.') ? modules.findRelative(path, module) : modules.find(module, path);
      return file === null || file === path ? 'elsewhere' : atEnd(file, name);
    },
    included: (call) => {
      const parts = includedBy(call, path, variables(path), modules);
      if (parts === null) return null;
      return (name) => parts.map((part) => inPart(part, name, path)).reduce(later, 'unbound');
    },
  });
  const inPart = ({ files, others, expression }: IncludedPart, name: string, path: string): Taken => {
    const taken = (all: readonly string[]) => all.map((file) => atEnd(file, name)).reduce(later, 'unbound');
    if (others === null) return taken(files);
    const value = files.length === 0 ? 'elsewhere' : taken(files);
    if (typeof value === 'string') return others.every((file) => atEnd(file, name) === 'unbound') ? value : 'elsewhere';
    const asked = partsOf(expression).map((node) => valueInProduction(node, worldIn(path)));
    return { ...value, open: true, truth: null, ...restingOn(...asked) };
  };
  return worldIn;
}

/** The names and look-ups that an expression is put together from. */
function partsOf(expression: Node): readonly Node[] {
  return [expression, ...descendants(expression)].filter(({ type }) => /^(identifier|call|subscript)$/.test(type));
}

function parsed(file: TextFile | null, parse: Parse): Node | null {
  return file === null ? null : parse(asNamed(file.text));
}

/** Whether the settings of a module stand in classes: https://django-configurations.readthedocs.io/ */
function hidesNames(text: string): boolean {
  return /^[ \t]*(from|import)\s+configurations\b/m.test(text);
}

/** What runs later counts, unless it leaves the name alone. */
function later(earlier: Taken, last: Taken): Taken {
  return last === 'unbound' ? earlier : last;
}

/** What a setting may be, where production may use several modules. */
function inSettings(found: readonly Taken[]): Taken {
  const values = found.filter((value): value is Possible => typeof value !== 'string');
  const [first] = values;
  if (first === undefined) return found.includes('elsewhere') || found.length === 0 ? 'elsewhere' : 'unbound';
  const { standard, ...mixed } = values.reduce(either, first);
  // Where the modules differ, which of them it is decides before any default does.
  const isOne = new Set(values.map(truthByDefault)).size === 1;
  const all = isOne && standard !== undefined ? { ...mixed, standard } : mixed;
  return found.includes('elsewhere') ? { ...all, open: true, truth: null } : all;
}
