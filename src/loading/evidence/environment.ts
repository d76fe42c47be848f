import type { Given } from '../../python/semantics/values/world.ts';
import { position } from '../../python/syntax/source.ts';
import { escaped } from '../../util/pattern.ts';
import type { Homes } from '../modules/homes.ts';
import { type Source, valuesIn, writtenIn } from './given-values.ts';
import { maySet, setByHost } from './hosts.ts';
import { codeOf } from './patterns.ts';
import type { Readers } from './readers.ts';
import { DOCKERFILE, type TextFile, WORKFLOW } from './sources.ts';
import { type Holding, isWhole, names } from './whole.ts';

/** A value that a place gives a variable. */
export interface Value {
  readonly value: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What production's files say of the processes that they start. */
export interface Surroundings {
  /** What they give an environment variable; null where none of them names it. */
  given(variable: string): Given | null;
  /** Whether they are seen not to set a variable: what production's processes get is in the repository. */
  isUnset(variable: string): boolean;
  /** What they give a variable, those of code that only gives it where nothing else does apart. */
  set(variable: string): readonly Value[];
  /** Whether they run a command of manage.py. */
  runs(command: string): boolean;
  /** The classes of django-configurations that servers take where nothing gives them one. */
  readonly configurations: readonly Value[];
}

/** The same for each file of a tree: of several projects in it each has its own. */
export type Environment = (path: string) => Surroundings;

/** https://django-configurations.readthedocs.io/en/stable/#quickstart */
const CONFIGURATION = /["']DJANGO_CONFIGURATION["']\]?\s*[,=]\s*["'](\w+)["']/g;

/** What production's lines of a file are. */
interface Read extends Source {
  /** The lines that may run commands. */
  readonly running: string;
}

/** Reads what only production's servers use: of files that others use too, the lines that servers do. */
export async function environmentIn(
  files: readonly TextFile[],
  readers: Readers,
  homes: Pick<Homes, 'counts'>,
  isAskedBy: (about: string) => (variable: string) => boolean,
): Promise<Environment> {
  const read = await Promise.all(
    files.map(async (file): Promise<Read> => {
      const { code, running } = await linesOf(file, readers);
      const { path } = file;
      const setting = DOCKERFILE.test(path) ? environmentOfImage(code) : code;
      return { path, code, running, setting, open: path.endsWith('.py') };
    }),
  );
  const used = read.filter(({ code, running }) => (code + running).trim() !== '');
  const paths = new Set(files.map(({ path }) => path));
  const known = new Map<string, Surroundings>();
  return (about) => {
    const own = used.filter(({ path }) => homes.counts(path, about));
    const key = own.map(({ path }) => path).join('\n');
    const found = known.get(key) ?? surroundingsIn(own, paths, isAskedBy(about));
    known.set(key, found);
    return found;
  };
}

function surroundingsIn(
  sources: readonly Read[],
  paths: ReadonlySet<string>,
  isAsked: Holding['isAsked'],
): Surroundings {
  const used = sources.filter(({ code }) => code.trim() !== '');
  const set = used.filter(({ open }) => !open).map(({ code, ...rest }) => ({ ...rest, code, setting: code }));
  const known = new Map<string, Given | null>();
  const byHost = (variable: string): Given | null => {
    const value = setByHost(
      variable,
      set.map(({ path }) => path),
    );
    return value === null ? null : { values: [value], open: false };
  };
  const given = (variable: string): Given | null => {
    const found = known.get(variable);
    if (found !== undefined) return found;
    // What is put in for itself, as in `A: ${A}`, comes from elsewhere.
    known.set(variable, null);
    const values = valuesIn(used, variable, given) ?? byHost(variable);
    known.set(variable, values);
    return values;
  };
  let whole: boolean | null = null;
  // What a job of CI sets is told where nothing else tells it.
  const ordered = [...set].sort((a, b) => Number(WORKFLOW.test(a.path)) - Number(WORKFLOW.test(b.path)));
  return {
    given,
    isUnset: (variable) => {
      if (maySet(variable)) return false;
      whole ??= isWhole({ used: set, paths, isAsked });
      return whole && !sources.some(({ running, open }) => !open && names(running, variable));
    },
    set: (variable) => ordered.flatMap((source) => placesIn(source, variable, given)),
    runs: (command) => {
      const pattern = new RegExp(String.raw`(manage\.py|django-admin)["',\s]+${escaped(command)}\b`);
      return sources.some(({ running }) => pattern.test(running));
    },
    configurations: used.filter(({ open }) => open).flatMap(configurationsIn),
  };
}

/** The places of a text that give a variable a value. */
function placesIn(source: Read, variable: string, lookUp: Parameters<typeof valuesIn>[2]): readonly Value[] {
  return writtenIn(source, variable, lookUp).flatMap(({ values, index }) => {
    const { line } = position(source.setting, index);
    return values.map((value) => ({ value, file: source.path, line }));
  });
}

function configurationsIn({ code, path }: Read): readonly Value[] {
  return Array.from(code.matchAll(CONFIGURATION), ({ 1: value = '', index }) => {
    return { value, file: path, line: position(code, index).line };
  });
}

/** A file's code with only those lines that production's servers use, and with those that they may use. */
async function linesOf(file: TextFile, readers: Readers): Promise<{ code: string; running: string }> {
  const lines: [string, string][] = [];
  for (const [at, line] of codeOf(file).split('\n').entries()) {
    const reader = line.trim() === '' ? 'development' : (await readers.at(file, at + 1)).reader;
    lines.push([reader === 'server' ? line : '', reader === 'development' ? '' : line]);
  }
  return { code: lines.map(([served]) => served).join('\n'), running: lines.map(([, used]) => used).join('\n') };
}

/** The `ENV` instructions of a Dockerfile: what other instructions set is gone when they end. */
function environmentOfImage(code: string): string {
  const found: string[] = [];
  let isEnvironment = false;
  for (const line of code.split('\n')) {
    if (/^\s*[A-Z]+\s/.test(line)) isEnvironment = /^\s*ENV\s/i.test(line);
    found.push(isEnvironment ? line : '');
  }
  return found.join('\n');
}
