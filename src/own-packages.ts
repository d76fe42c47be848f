import { basename, dirname, join, resolve } from 'node:path';

/**
 * The roots that are packages or modules of the project itself: they are always there, whatever tool has their name.
 * @param roots roots of import packages.
 * @param paths the given files and folders, relative to `cwd`.
 * @param files all the sources found there, absolute.
 */
export function ownPackages(
  roots: readonly string[],
  paths: readonly string[],
  cwd: string,
  files: readonly string[],
): string[] {
  const folders = new Set(paths.flatMap((path) => [resolve(cwd, path), resolve(cwd, path, 'src')]));
  for (const file of files) if (basename(file) === 'manage.py') folders.add(dirname(file));
  const sought = new Map<string, string>();
  for (const root of roots) {
    for (const folder of folders) {
      sought.set(join(folder, root, '__init__.py'), root);
      sought.set(join(folder, `${root}.py`), root);
    }
  }
  const found = new Set(files.flatMap((file) => sought.get(file) ?? []));
  return roots.filter((root) => found.has(root));
}
