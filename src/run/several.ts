import { dirname, resolve } from 'node:path';
import { isFolder } from '../files/peek.ts';
import { isPlaceOfMany, projectOf } from '../packages/project-root.ts';
import { UsageError } from '../util/errors.ts';

/**
 * Parts paths by the projects that they lie in: what their common folder holds is no project of theirs.
 * @param paths relative to `cwd`, which is absolute.
 */
export function byProject(paths: readonly string[], cwd: string): readonly (readonly string[])[] {
  if (paths.length < 2) return [paths];
  const parts = new Map<string, string[]>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const project = projectOf(isFolder(absolute) ? absolute : dirname(absolute), cwd);
    const part = parts.get(project);
    if (part === undefined) parts.set(project, [path]);
    else part.push(path);
  }
  return [...parts.values()];
}

/**
 * Refuses a folder that holds all sorts of projects, such as `/` or a home: a search of it reads the whole disk, and what
 * one project installs says nothing of the next.
 * @throws UsageError
 */
export function refusePlaceOfMany(paths: readonly string[], cwd: string): void {
  const place = paths.map((path) => resolve(cwd, path)).find((path) => isFolder(path) && isPlaceOfMany(path));
  if (place === undefined) return;
  throw new UsageError(
    `${place} is no project, but a place of many: nothing in it (.git, manage.py, a manifest) shows one. Name the folder of a ` +
      'project; --isolated looks through all of it without asking manifests',
  );
}
