import { join } from 'node:path';
import type { List } from '../files/listing.ts';
import { namesIn } from '../files/peek.ts';
import { readText } from '../files/read.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { likelyRoot, normalised } from './naming-conventions.ts';

/** Tells which import packages a distribution provides, given its normalised name. */
export type RootsOf = (distribution: string) => readonly string[];

/** What the folder of a project's virtual environment is usually called, the likeliest first. */
export const ENVIRONMENTS: readonly string[] = ['.venv', 'venv', 'env', '.env', 'virtualenv'];

/** The catalogue says it, else a virtual environment in the project, else the distribution's name. */
export function rootsFor(root: string, catalogue: Catalogue): RootsOf {
  let installed: ReadonlyMap<string, string> | null = null;
  return (distribution) => {
    const row = catalogue.byDistribution.get(distribution);
    if (row !== undefined) return [row.root];
    installed ??= installedIn(root);
    const folder = installed.get(distribution);
    const provided = folder === undefined ? [] : topLevelOf(folder);
    return provided.length > 0 ? provided : [likelyRoot(distribution)];
  };
}

/** Whether a virtual environment in a project has a distribution, or an import package, of a name. */
export function isInEnvironment(root: string, name: string): boolean {
  const installed = installedIn(root);
  return installed.has(normalised(name)) || [...installed.values()].some((folder) => topLevelOf(folder).includes(name));
}

/** The metadata folders in a project's virtual environment, by normalised distribution. */
function installedIn(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const environment of ENVIRONMENTS) {
    for (const folder of sitePackages(join(root, environment))) {
      for (const entry of namesIn(folder)) {
        const match = /^(.+?)-[^-]+\.(?:dist|egg)-info$/.exec(entry);
        if (match !== null) found.set(normalised(match[1] as string), join(folder, entry));
      }
    }
  }
  return found;
}

/** The folders of a virtual environment that distributions are installed in. @param environment its folder, absolute. */
export function sitePackages(environment: string): string[] {
  if (readText(join(environment, 'pyvenv.cfg'), 'manifest') === null) return [];
  const versions = namesIn(join(environment, 'lib')).filter((name) => name.startsWith('python'));
  return [
    ...versions.map((name) => join(environment, 'lib', name, 'site-packages')),
    join(environment, 'Lib', 'site-packages'),
  ];
}

/** The packages and modules that a distribution installed: as it says, else as its list of files shows. */
function topLevelOf(metadata: string): readonly string[] {
  const said = readText(join(metadata, 'top_level.txt'), 'manifest');
  const names = said === null ? recorded(readText(join(metadata, 'RECORD'), 'lock') ?? '') : said.split(/\s+/);
  return [...new Set(names)].filter((name) => /^[^\W\d]\w*$/.test(name) && !/^(tests?|docs?|examples?)$/.test(name));
}

function recorded(record: string): string[] {
  return record.split('\n').flatMap((line) => /^([^/,\s]+)(?:\.py,|\/[^,]*\.(?:py|so|pyd),)/.exec(line)?.[1] ?? []);
}

/** The names of the project's own top-level packages and modules, in any of the folders that its code may start from. */
export function localRoots(root: string, starts: readonly string[], list: List): ReadonlySet<string> {
  const found = new Set<string>();
  for (const start of new Set(['', 'src', ...starts])) {
    const folder = join(root, start);
    for (const entry of list(folder)) {
      const module = /^(\w+)\.py$/.exec(entry.name)?.[1];
      if (entry.isFile() && module !== undefined) found.add(module);
      else if (entry.isDirectory() && list(join(folder, entry.name)).some(({ name }) => name.endsWith('.py')))
        found.add(entry.name);
    }
  }
  return found;
}
