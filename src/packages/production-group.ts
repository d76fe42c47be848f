import { isProduction } from './classify.ts';
import type { Group } from './manifests/manifest.ts';
import { ownerOf } from './paths.ts';
import type { Dependency } from './project-package.ts';
import type { Graph } from './resolve-groups.ts';

/**
 * The group of a manifest where a package is best declared for production: in the file that declares it for development,
 * else beside Django.
 * @param file the manifest that declares it now, relative to the project.
 * @returns null where no manifest says what production installs.
 */
export function productionGroup({ installed }: Graph, file: string): Group | null {
  const production = [...installed.values()].filter(
    ({ kind, group }) => kind === 'production' && group.role === 'main',
  );
  const groups = production.map(({ group }) => group);
  const near = groups.filter((group) => ownerOf(group.file) === ownerOf(file));
  return (
    groups.find((group) => group.file === file) ??
    near.find(declaresDjango) ??
    groups.find(declaresDjango) ??
    near[0] ??
    null
  );
}

/** Whether the manifests say what production installs: at the very least Django. */
export function isProductionKnown(dependencies: readonly Dependency[]): boolean {
  return dependencies.some(({ roots, classification }) => roots.includes('django') && isProduction(classification));
}

function declaresDjango({ declarations }: Group): boolean {
  return declarations.some(({ name }) => name === 'django');
}
