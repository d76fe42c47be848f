import { newListing } from '../files/listing.ts';
import { saidBy } from '../packages/naming-conventions.ts';
import { folderOf } from '../packages/paths.ts';
import { loadParser } from '../python/syntax/parser.ts';
import { readEvidence } from './evidence/read.ts';
import { nameOf } from './modules/paths.ts';
import { projectModules, textAt } from './modules/project-modules.ts';
import { isSettingsModule, SHARED } from './settings-names.ts';
import { isTest } from './tests.ts';

/** A settings module that production may use. */
export interface ProductionSettings {
  /** Its file, relative to the folder that was searched, with `/`. */
  readonly path: string;
  /** Where production is started with it, as `file:line`; null where no file says so. */
  readonly namedAt: string | null;
  /** Why it is thought to be production's, where no file names it. */
  readonly reason: string;
}

/** Folders and files that hold nothing but settings. */
const FOLDER = /(^|\/)(settings|configs?|conf|environments?|envs?)$/;

/**
 * The settings modules that production may use: those that a file starts it with, those that are named for it, and
 * those beside one that is used that no name gives to developers.
 * @param folder absolute.
 */
export async function productionSettings(folder: string): Promise<readonly ProductionSettings[]> {
  const project = projectModules(folder, { files: null, listing: newListing() });
  const { python, entries } = await readEvidence(project, await loadParser());
  const own = entries.filter(({ target }) => isSettings(folder, target));
  const named = own.flatMap(({ kind, target, step, chosen }): ProductionSettings[] => {
    if (kind !== 'production') return [];
    const place = `${step.file}:${step.line}`;
    // What the settings share is named by whatever names all of their folder.
    if (chosen)
      return SHARED.test(nameOf(target)) ? [] : [{ path: target, namedAt: null, reason: `${place} may mean it` }];
    return [{ path: target, namedAt: step.file === target ? null : place, reason: step.text }];
  });
  const used = new Set(own.map(({ target }) => target));
  const beside = python.filter((path) => !used.has(path) && isBeside(path, used) && isSettings(folder, path));
  const first = (path: string) => named.find((each) => each.path === path && each.namedAt !== null);
  const once = [...new Set(named.map(({ path }) => path))].map(
    (path) => first(path) ?? (named.find((each) => each.path === path) as ProductionSettings),
  );
  const unsaid = (path: string) => ({ path, namedAt: null, reason: 'it lies beside settings that are used' });
  return [...once, ...beside.map(unsaid)];
}

/** Whether a module lies where settings are chosen from, and its name does not give it to developers. */
function isBeside(path: string, used: ReadonlySet<string>): boolean {
  const folder = folderOf(path);
  const name = nameOf(path);
  if (isTest(path) || SHARED.test(name) || saidBy(name.replace(/\.py$/, '')).kind === 'development') return false;
  const others = [...used].filter((other) => folderOf(other) === folder).map(nameOf);
  const isOfTheirs = FOLDER.test(folder) || /(^|_)settings(_|\.py$)/.test(name) || others.some(isOneOfSeveral);
  return others.length > 0 && isOfTheirs;
}

/** Whether a settings module is called as it is where there are several: `base.py`, `local.py`, `production.py`. */
function isOneOfSeveral(name: string): boolean {
  return /^(base|common)\.py$/.test(name) || saidBy(name.replace(/\.py$/, '')).kind !== 'unknown';
}

/** Whether a file, relative to a folder, is written as settings are. */
export function isSettings(folder: string, path: string): boolean {
  return isSettingsModule(path, textAt(folder, path)?.text ?? '');
}
