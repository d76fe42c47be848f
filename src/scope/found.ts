import { join } from 'node:path';
import { isInside } from '../files/paths.ts';
import { isLacking } from '../packages/lacking.ts';
import { ownerOf } from '../packages/paths.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { ProjectPackage } from '../packages/project-package.ts';
import { ownNote } from './own-packages.ts';
import type { Scope, ScopedPackage } from './types.ts';
import { type View, type ViewOptions, viewsOf } from './views.ts';

const NOT_KNOWN =
  'no manifest says that production installs Django, so that what it installs is not known: only tools that nobody means for production, or that are declared for development, are looked for';

/**
 * What a run looks for where nobody names packages.
 * @param project all that the manifests say together.
 * @param shown makes a path of the project one that the user knows.
 */
export async function found(
  project: ProjectPackages,
  options: ViewOptions,
  shown: (file: string) => string,
): Promise<Pick<Scope, 'packages' | 'projectFor' | 'notes'>> {
  const views = await viewsOf(project, options);
  const warnings = project.warnings.map(
    ({ file, line, message }) => `${shown(file)}${line === null ? '' : `:${line}`}: ${message}`,
  );
  const packages = together(views);
  const isSilent = project.files.length > 0 && !project.productionKnown && project.dependencies.length > 0;
  const notes = [...warnings, ...project.hidden.map(ownNote), ...(isSilent ? [NOT_KNOWN] : [])];
  const projectFor = (file: string) => views.find(({ holds }) => holds(file))?.project ?? project;
  return { packages, projectFor, notes: [...new Set(notes)] };
}

/** Whether two projects of a tree look for the same package in the same way. */
function isAlike(one: ScopedPackage, other: ScopedPackage): boolean {
  return (['root', 'remark', 'doubtful', 'unsure'] as const).every((key) => one[key] === other[key]);
}

/** Each package once for each way, with the files that it counts in where those are not all. */
function together(views: readonly View[]): readonly ScopedPackage[] {
  const scopes = views.map((view) => ({ view, packages: lookedFor(view.project) }));
  const all = scopes.flatMap(({ packages }) => packages);
  const different = all.filter((at, index) => all.findIndex((other) => isAlike(at, other)) === index);
  return different.map((at) => {
    const within = scopes.filter(({ packages }) => packages.some((other) => isAlike(at, other)));
    if (within.length === views.length) return at;
    return {
      ...at,
      countsIn: (file: string) => at.countsIn?.(file) !== false && within.some(({ view }) => view.holds(file)),
    };
  });
}

/** What a run looks for in the files that some manifests count for. */
export function lookedFor(project: ProjectPackages): readonly ScopedPackage[] {
  const near = (at: ProjectPackage) => ({ ...at, countsIn: (file: string) => isBelow(at, project.root, file) });
  const told = (at: ProjectPackage) => (isLackingKnown(at, project) ? at : { ...at, unsure: true });
  return [
    ...project.packages.map(told),
    ...project.breakpoints.map(told),
    ...project.unknown.map(near),
    ...project.unsure.map((at) => ({ ...near(at), unsure: true })),
    ...project.undeclared.map((at) => ({ ...at, remark: 'undeclared' as const })),
    ...project.installed.map((at) => ({ ...at, remark: 'installed' as const })),
  ];
}

/** Whether the manifests say that production lacks a tool; where none says what production installs, nobody knows. */
function isLackingKnown(at: ProjectPackage, { dependencies, graph, productionKnown }: ProjectPackages): boolean {
  if (at.classification === 'undeclared') return productionKnown;
  return at.classification !== 'unknown' || isLacking(at, dependencies, graph);
}

/** Whether a file lies in the folder of a project that declares a package: what one of several declares says nothing of the next. */
function isBelow({ evidence }: ScopedPackage, root: string, file: string): boolean {
  return evidence.some((place) => isInside(file, join(root, ownerOf(place.file))));
}
