import { isProduction } from '../packages/classify.ts';
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
  const notes = [...warnings, ...project.hidden.map(ownNote), ...views.flatMap((view) => installed(view, shown))];
  return { packages, notes: [...new Set(notes)] };
}

/** Each package once, with the files that it counts in where those are not all. */
function together(views: readonly View[]): readonly ScopedPackage[] {
  const scopes = views.map((view) => ({ view, packages: lookedFor(view.project) }));
  const byRoot = new Map(scopes.flatMap(({ packages }) => packages.map((at) => [at.root, at] as const)));
  return [...byRoot].map(([root, at]) => {
    const within = scopes.filter(({ packages }) => packages.some((other) => other.root === root));
    if (within.length === views.length) return at;
    return { ...at, countsIn: (file: string) => within.some(({ view }) => view.holds(file)) };
  });
}

/** What a run looks for in the files that some manifests count for. */
export function lookedFor({ packages, breakpoints, undeclared }: ProjectPackages): readonly ScopedPackage[] {
  return [...packages, ...breakpoints, ...undeclared.map((at) => ({ ...at, undeclared: true }))];
}

function installed({ project }: View, shown: (file: string) => string): readonly string[] {
  return project.dependencies.flatMap(({ roots, classification, declared: [first] }) => {
    if (!isProduction(classification) || first === undefined) return [];
    const place = `${shown(first.file)}:${first.line}`;
    const meant = roots.filter((root) => project.never.has(root));
    return meant.map((root) => `${root} is installed in production (${place}): it is not guarded`);
  });
}
