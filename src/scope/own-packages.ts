import { dirname, join, resolve, sep } from 'node:path';

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
  // Trees have many files: what tells most of them apart is the end of their path alone.
  for (const file of files) if (file.endsWith(`${sep}manage.py`)) folders.add(dirname(file));
  return roots.filter((root) => {
    const [asPackage, asModule] = [join(sep, root, '__init__.py'), join(sep, `${root}.py`)];
    return files.some(
      (file) =>
        (file.endsWith(asPackage) && folders.has(file.slice(0, -asPackage.length))) ||
        (file.endsWith(asModule) && folders.has(file.slice(0, -asModule.length))),
    );
  });
}

/** Why a package that has the name of a tool is left alone. */
export function ownNote(root: string): string {
  return `${root} is a package of this project: there is nothing to guard`;
}
