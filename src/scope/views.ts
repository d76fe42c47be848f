import { basename, dirname, sep } from 'node:path';
import type { List } from '../files/listing.ts';
import { isInside } from '../files/paths.ts';
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
 * @param files the sources that the run looks at, absolute.
 * @returns one view, of everything, where there are not two such projects.
 */
export async function viewsOf(
  project: ProjectPackages,
  files: readonly string[],
  options: ViewOptions,
): Promise<readonly View[]> {
  const folders = nestedProjects(project.root, files);
  const whole: View = { project, holds: (file) => !folders.some((folder) => isInside(file, folder)) };
  if (folders.length < 2) return [{ project, holds: () => true }];
  const views = folders.map(async (folder): Promise<View> => {
    const others = folders.filter((other) => other !== folder && !isInside(folder, other));
    const list: List = (at) => {
      const entries = options.list(at);
      const left = others.filter((other) => dirname(other) === at).map((other) => basename(other));
      return left.length === 0 ? entries : entries.filter(({ name }) => !left.includes(name));
    };
    return {
      project: await projectPackages(project.root, { ...options, list }),
      holds: (file) => isInside(file, folder),
    };
  });
  return [whole, ...(await Promise.all(views))];
}

/** The folders below a root with a manage.py and manifests of their own. */
function nestedProjects(root: string, files: readonly string[]): readonly string[] {
  const managed = files.filter((file) => file.endsWith(`${sep}manage.py`)).map((file) => dirname(file));
  return managed.filter((folder) => isInside(folder, root) && declaresDependencies(folder));
}
