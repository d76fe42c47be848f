import type { ProjectPackages } from '../packages/project.ts';
import { ownNote } from './own-packages.ts';
import type { Scope, ScopedPackage } from './types.ts';
import { type View, type ViewOptions, viewsOf } from './views.ts';

/**
 * What a run looks for where nobody names packages.
 * @param project all that the manifests say together.
 * @param files the sources that the run looks at, absolute.
 * @param shown makes a path of the project one that the user knows.
 */
export async function found(
  project: ProjectPackages,
  files: readonly string[],
  options: ViewOptions,
  shown: (file: string) => string,
): Promise<Pick<Scope, 'packages' | 'notes'>> {
  const views = await viewsOf(project, files, options);
  const warnings = project.warnings.map(
    ({ file, line, message }) => `${shown(file)}${line === null ? '' : `:${line}`}: ${message}`,
  );
  const packages = together(views);
  const notes = [...warnings, ...project.hidden.map(ownNote)];
  return { packages, notes: [...new Set(notes)] };
}

/** Whether two projects of a tree look for the same package in the same way. */
function isAlike(one: ScopedPackage, other: ScopedPackage): boolean {
  return one.root === other.root && one.remark === other.remark && one.doubtful === other.doubtful;
}

/** Each package once for each way, with the files that it counts in where those are not all. */
function together(views: readonly View[]): readonly ScopedPackage[] {
  const scopes = views.map((view) => ({ view, packages: lookedFor(view.project) }));
  const all = scopes.flatMap(({ packages }) => packages);
  const different = all.filter((at, index) => all.findIndex((other) => isAlike(at, other)) === index);
  return different.map((at) => {
    const within = scopes.filter(({ packages }) => packages.some((other) => isAlike(at, other)));
    if (within.length === views.length) return at;
    return { ...at, countsIn: (file: string) => within.some(({ view }) => view.holds(file)) };
  });
}

/** What a run looks for in the files that some manifests count for. */
export function lookedFor(project: ProjectPackages): readonly ScopedPackage[] {
  return [
    ...project.packages,
    ...project.breakpoints,
    ...project.unknown,
    ...project.undeclared.map((at) => ({ ...at, remark: 'undeclared' as const })),
    ...project.installed.map((at) => ({ ...at, remark: 'installed' as const })),
  ];
}
