import { basename, dirname, join } from 'node:path';
import type { List } from '../files/listing.ts';
import { isInside } from '../files/paths.ts';
import { holdsApplication, nestedProjects } from '../packages/homes.ts';
import { type ProjectOptions, type ProjectPackages, projectPackages } from '../packages/project.ts';
import { declaresDependencies } from '../packages/project-root.ts';

/** What is known of packages, and what lists folders. */
export type ViewOptions = Required<Pick<ProjectOptions, 'catalogue' | 'list'>>;

/** What the manifests say that count for some of the files. */
export interface View {
  readonly project: ProjectPackages;
  /** Whether a file, absolute, is one of them. */
  holds(file: string): boolean;
}

/**
 * Parts a tree of several Django projects: what production installs in one says nothing of the next.
 * Manifests that lie in none of them count for all.
 * @param project all that the manifests say together.
 * @returns one view, of everything, where there are not two such projects.
 */
export async function viewsOf(project: ProjectPackages, options: ViewOptions): Promise<readonly View[]> {
  const { root, files } = project;
  const folders = nestedProjects(root, files, options.list).map((folder) => join(root, folder));
  const isOwn = declaresDependencies(root) && holdsApplication(root, listWithout(folders, options.list));
  if (folders.length + (isOwn ? 1 : 0) < 2) return [{ project, holds: () => true }];
  const without = (others: readonly string[]) => ({ ...options, list: listWithout(others, options.list) });
  const innermost = (file: string) =>
    folders.filter((folder) => isInside(file, folder)).sort((a, b) => b.length - a.length)[0];
  const views = folders.map(async (folder): Promise<View> => {
    const others = folders.filter((other) => other !== folder && !isInside(folder, other));
    const own = await projectPackages(root, { ...without(others), own: folder });
    return { project: own, holds: (file) => innermost(file) === folder };
  });
  const rest: View = {
    project: isOwn ? await projectPackages(root, without(folders)) : project,
    holds: (file) => innermost(file) === undefined,
  };
  return [rest, ...(await Promise.all(views))];
}

/** Lists folders as if some were not there. */
function listWithout(others: readonly string[], list: List): List {
  return (at) => {
    const entries = list(at);
    const left = others.filter((other) => dirname(other) === at).map((other) => basename(other));
    return left.length === 0 ? entries : entries.filter(({ name }) => !left.includes(name));
  };
}
