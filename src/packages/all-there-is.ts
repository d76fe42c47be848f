import type { Group } from './manifests/manifest.ts';
import type { Installed } from './resolve-groups.ts';
import { isFile } from './select-groups.ts';

/**
 * Takes back what only a name says of a file that is all there is: where nothing says what production installs,
 * a `requirements/develop.txt` with Django in it is what everybody runs the project with, as far as anybody knows.
 */
export function withAllThereIs(installed: ReadonlyMap<Group, Installed>): ReadonlyMap<Group, Installed> {
  const groups = [...installed.values()];
  if (groups.some(({ group, kind }) => kind === 'production' && group.declarations.length > 0)) return installed;
  const isGuess = ({ group, kind, byName }: Installed) =>
    byName && kind === 'development' && isFile(group) && group.declarations.some(({ name }) => name === 'django');
  return new Map(groups.map((at) => [at.group, isGuess(at) ? { ...at, kind: 'unknown' } : at]));
}
