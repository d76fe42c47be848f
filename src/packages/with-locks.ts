import type { Catalogue } from './catalogue/catalogue.ts';
import { classificationOf, isProduction } from './classify.ts';
import type { Warning } from './manifests/manifest.ts';
import { normalised } from './naming-conventions.ts';
import { type ProjectPackages, scoped } from './project.ts';
import type { Dependency } from './project-package.ts';

/**
 * What the manifests say of a project's packages, and its lock files besides: what comes in through another production
 * dependency is production's.
 * @param names distributions or roots that somebody asks about, declared or not.
 */
export async function withLocks(
  project: ProjectPackages,
  catalogue: Catalogue,
  names: readonly string[] = [],
): Promise<ProjectPackages> {
  const locked = await project.locked();
  const declared = project.dependencies.map((dependency): Dependency => {
    const through = isProduction(dependency.classification) ? null : locked.inProduction(dependency.distribution);
    if (through === null) return dependency;
    const places = [through, ...dependency.declared];
    return { ...dependency, declared: places, classification: classificationOf(places) };
  });
  const known = new Set(declared.map(({ distribution }) => distribution));
  const wanted = new Set([...catalogue.byDistribution.keys(), ...names.map(normalised)]);
  const brought = [...wanted].flatMap((distribution): Dependency[] => {
    const through = known.has(distribution) ? null : locked.inProduction(distribution);
    if (through === null) return [];
    return [{ distribution, roots: project.rootsOf(distribution), classification: 'production', declared: [through] }];
  });
  const dependencies = [...declared, ...brought].sort((a, b) => (a.distribution < b.distribution ? -1 : 1));
  const warnings = [...project.warnings, ...locked.warnings];
  return scoped({ ...project, dependencies, warnings, isComplete: locked.isComplete() }, catalogue);
}

/** What production has through others, and the lock files that could not be read. */
export interface Brought {
  readonly roots: ReadonlySet<string>;
  readonly warnings: readonly Warning[];
}

/**
 * The roots, of some that are used, that production has through another of its dependencies.
 * @param file the file that uses them, relative to the project.
 */
export async function broughtIn(
  project: ProjectPackages,
  packages: readonly { readonly root: string; readonly distributions: readonly string[] }[],
  file: string,
): Promise<Brought> {
  const locked = await project.locked();
  const brought = packages.filter(({ distributions }) =>
    distributions.some((distribution) => locked.inProduction(normalised(distribution), file) !== null),
  );
  return { roots: new Set(brought.map(({ root }) => root)), warnings: locked.warnings };
}
