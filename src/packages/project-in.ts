import { join } from 'node:path';
import { isInside } from '../files/paths.ts';
import { type ProjectOptions, type ProjectPackages, projectPackages } from './project.ts';

/**
 * Reads the first of some folders that any manifest lies in, or below, and those of the folders in it that declare
 * something: manifests are only searched for some folders deep. Where there is no such folder it is the first.
 * @param roots the folders that may be the project, absolute.
 */
export async function projectIn(
  roots: readonly [string, ...string[]],
  options: ProjectOptions = {},
): Promise<ProjectPackages> {
  const [first, ...others] = roots;
  const project = await projectPackages(first, options);
  const isCovered = others.every((other) => !isInside(other, first) || covers(project, other));
  if (project.files.length > 0 && isCovered) return project;
  for (const root of others) {
    const other = await projectPackages(root, options);
    if (other.files.length > 0) return other;
  }
  return project;
}

/** Whether manifests in a folder below a project's were read. */
function covers({ root, files }: ProjectPackages, folder: string): boolean {
  return files.some((file) => isInside(join(root, file), folder));
}
