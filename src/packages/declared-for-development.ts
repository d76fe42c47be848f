import type { Declared } from './classify.ts';
import type { Dependency, ProjectPackage } from './project-package.ts';
import type { Graph } from './resolve-groups.ts';

/**
 * Those packages that a manifest declares for developers in so many words, and no other manifest in another way.
 * A command that installs one (in a workflow that tests) declares nothing, and what an extra of a neutral name is for
 * nobody knows: of these it is not known whether production has them.
 */
export function declaredForDevelopment(
  packages: readonly ProjectPackage[],
  dependencies: readonly Dependency[],
  { installed }: Graph,
): readonly ProjectPackage[] {
  const groups = [...installed.keys()];
  const isExplicit = ({ file, group: name }: Declared) =>
    groups.some((at) => at.file === file && at.name === name && at.kind === 'development' && at.explicit);
  return packages.filter(({ root }) => {
    const declared = dependencies.filter(({ roots }) => roots.includes(root)).flatMap((at) => at.declared);
    return declared.every(isExplicit);
  });
}
