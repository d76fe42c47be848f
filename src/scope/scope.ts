import { join } from 'node:path';
import type { Listing } from '../files/listing.ts';
import { listKnown } from '../files/listing.ts';
import { shownPath } from '../files/paths.ts';
import { CATALOGUE, type Catalogue, packageNamed } from '../packages/catalogue/catalogue.ts';
import { isByNameOnly, isProduction } from '../packages/classify.ts';
import type { ProjectOptions, ProjectPackages } from '../packages/project.ts';
import { projectRoots } from '../packages/project-root.ts';
import { UsageError } from '../util/errors.ts';
import { ownNote, ownPackages } from './own-packages.ts';
import { DEFAULT_PACKAGE } from './package-names.ts';
import type { Scope, ScopeSettings } from './types.ts';

/** What a run knows of the packages before it knows its files. */
export interface Prospect {
  /** The roots that it will look for, as far as the files have no say in it. */
  readonly likely: readonly string[];
  /** @param files the sources that the run looks at, absolute. */
  scopeFor(files: readonly string[]): Promise<Scope>;
  /** @param names those that somebody gave, and no file that was looked at holds. @throws UsageError for one that nothing knows. */
  refuseUnknown(names: readonly string[]): Promise<void>;
}

/**
 * Finds out which packages a run looks for: those that are named, else those that the project's manifests have for
 * development only.
 * @param listing knows some of the folders' entries already.
 * @throws UsageError where production installs a package that is named.
 */
export async function prospectFor(settings: ScopeSettings, listing: Listing): Promise<Prospect> {
  const { packages, isolated, force, cwd } = settings;
  const names = packages ?? (isolated ? [DEFAULT_PACKAGE] : null);
  const catalogue = await catalogueFor(settings);
  const list = listKnown(listing);
  const project = isolated || force ? null : await readProject(settings, { catalogue, list });
  const root = project?.root ?? projectRoots(settings.folder, cwd)[0];
  const shown = (file: string) => shownPath(join(root, file), cwd);
  const refuseNames = async (given: readonly string[]) => {
    if (given.every((name) => catalogue.byRoot.has(name))) return;
    const { refuseUnknown } = await import('./known-names.ts');
    await refuseUnknown(given, project ?? (await readProject(settings, { catalogue, list })), catalogue);
  };
  if (names === null) {
    const whole = project as ProjectPackages;
    const { found, lookedFor } = await import('./found.ts');
    return {
      likely: lookedFor(whole).map((at) => at.root),
      refuseUnknown: refuseNames,
      scopeFor: async () => ({ ...(await found(whole, { catalogue, list }, shown)), root, project }),
    };
  }
  if (project !== null) refuseProduction(names, project, shown);
  return {
    likely: names,
    refuseUnknown: refuseNames,
    async scopeFor(files) {
      const found = ownPackages(names, settings.paths, cwd, files);
      const own = names.filter((name) => found.includes(name) || project?.local.has(name));
      const kept = names.filter((name) => !own.includes(name));
      const scoped = kept.map((name) => ({ ...packageNamed(name, catalogue), everywhere: true }));
      return { packages: scoped, root, project, projectFor: () => project, notes: own.map(ownNote) };
    },
  };
}

/** What the manifests say of the packages of the project that the paths lie in. */
export async function readProject({ folder, cwd }: ScopeSettings, options: ProjectOptions): Promise<ProjectPackages> {
  const { projectIn } = await import('../packages/project-in.ts');
  return projectIn(projectRoots(folder, cwd), options);
}

/** What is known of packages, with what the configuration adds. */
export async function catalogueFor({ packageTable, configFile, cwd }: ScopeSettings): Promise<Catalogue> {
  if (packageTable === null) return CATALOGUE;
  const { withCustomPackages } = await import('../packages/catalogue/custom.ts');
  return withCustomPackages(CATALOGUE, packageTable, shownPath(configFile ?? '', cwd));
}

/** A guard around what production is to have would hide that it is missing. */
function refuseProduction(names: readonly string[], project: ProjectPackages, shown: (file: string) => string): void {
  for (const name of names) {
    const dependency = project.dependencies.find(
      ({ roots, classification }) => roots.includes(name) && isProduction(classification),
    );
    const [place] = dependency?.declared ?? [];
    if (place === undefined) continue;
    const byName = isByNameOnly(dependency?.declared ?? []) ? ', by its name only,' : '';
    throw new UsageError(
      `production installs ${name} (${shown(place.file)}:${place.line}${byName} \`${place.text}\`): a guard would hide that it is missing; --force guards it all the same`,
    );
  }
}
