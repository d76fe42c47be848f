import type { Declared } from './classify.ts';
import type { Install } from './manifests/manifest.ts';
import { ownerOf } from './paths.ts';
import type { Graph } from './resolve-groups.ts';

/**
 * The command that is known to run for production, installs something of the project that a place declares a package for,
 * and not the group that the place stands in. Null where there is none, or where production may install that group too.
 */
export function leftOutBy({ installed, walks, isOpen }: Graph, { file, group, aside }: Declared): Install | null {
  if (isOpen || aside === true) return null;
  const stands = [...installed.values()].find(({ group: at }) => at.file === file && at.name === group);
  if (stands === undefined || stands.kind === 'production' || stands.group.elsewhere) return null;
  const owner = ownerOf(file);
  const walk = walks.find(
    ({ install, groups }) => install?.weight === 'strong' && groups.some((at) => ownerOf(at.group.file) === owner),
  );
  return walk?.install ?? null;
}
