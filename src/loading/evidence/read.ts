import type { Parse } from '../../python/syntax/parser.ts';
import type { Modules } from '../modules/module-index.ts';
import type { ProjectModules } from '../modules/project-modules.ts';
import { worldsOf } from '../production-world.ts';
import { settingsEntryPoints } from '../settings-modules.ts';
import { isSettingsFolder } from '../settings-names.ts';
import type { Doubt, EntryPoint } from '../types.ts';
import { type Environment, environmentIn } from './environment.ts';
import { readersOf } from './readers.ts';
import { STARTERS, type TextFile } from './sources.ts';
import { ANY, type Variables } from './texts.ts';

/** What a project's files say of how it is started. */
export interface ProjectEvidence {
  readonly python: readonly string[];
  readonly modules: Modules;
  /** The settings modules and the modules that servers are started with, production's first. */
  readonly entries: readonly EntryPoint[];
  readonly environment: Environment;
  /** What is known of the values of environment variables, for a file. */
  readonly variables: (path: string) => Variables;
  /** Reads a file, once; null where that can't be done. */
  readonly read: (path: string) => TextFile | null;
  /** Where deployments start the project with what their text does not tell. */
  readonly unfollowed: readonly Doubt[];
}

/** Reads what a project's files say of how it is started. */
export async function readEvidence(project: ProjectModules, parse: Parse): Promise<ProjectEvidence> {
  const { python, others, modules, read } = project;
  const sources = [...others, ...python.filter((path) => STARTERS.test(path))].sort();
  const files = sources.flatMap((path) => read(path) ?? []);
  const readers = readersOf(files);
  const isAskedBy = (about: string) => (variable: string) =>
    python.some((path) => isSettingsFolder(path) && modules.homes.counts(path, about) && asksFor(read(path), variable));
  const environment = await environmentIn(files, readers, modules.homes, isAskedBy);
  const variables = (path: string) => (name: string) => {
    const { given, isUnset } = environment(path);
    const found = given(name);
    if (found === null || found.values.length === 0) return isUnset(name) ? [] : null;
    return [...found.values, ...(found.open ? [ANY] : [])];
  };
  const unfollowed: Doubt[] = [];
  // Which settings are production's is what is asked here.
  const worldOf = worldsOf({ environment, variables, modules, starts: [], startsByName: [], read, parse });
  const isUnset = (path: string, variable: string) => environment(path).isUnset(variable);
  const asked = { modules, readers, parse, variables, worldOf, isUnset, unfollowed };
  const entries = await settingsEntryPoints(files, asked);
  return { python, modules, entries, environment, variables, unfollowed, read };
}

/** Whether a module asks for a variable by its name. */
function asksFor(file: TextFile | null, variable: string): boolean {
  return file !== null && new RegExp(`["']${variable}["']`).test(file.text);
}
