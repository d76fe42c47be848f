import type { Declared } from './classify.ts';
import { leftOutBy } from './left-out.ts';
import type { Dependency, ProjectPackage } from './project-package.ts';
import type { Graph } from './resolve-groups.ts';

/**
 * Whether production is known to lack a package that some manifest declares: each place declares it for developers in so
 * many words, or stands where production's own command installs something else. A command that installs one (in a
 * workflow that tests) declares nothing, and what an extra of a neutral name is for nobody knows: of these it is not known.
 */
export function isLacking(
  { root }: Pick<ProjectPackage, 'root'>,
  dependencies: readonly Dependency[],
  graph: Graph,
): boolean {
  const groups = [...graph.installed.keys()];
  const isExplicit = ({ file, group: name }: Declared) =>
    groups.some((at) => at.file === file && at.name === name && at.kind === 'development' && at.explicit);
  const declared = placesOf(root, dependencies);
  return declared.length > 0 && declared.every((at) => isExplicit(at) || leftOutBy(graph, at) !== null);
}

/** The places that declare what provides an import root, those that tell the most first. */
export function placesOf(root: string, dependencies: readonly Dependency[]): readonly Declared[] {
  return dependencies.filter(({ roots }) => roots.includes(root)).flatMap(({ declared }) => declared);
}
