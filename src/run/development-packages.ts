import { join } from 'node:path';
import { isInside } from '../files/paths.ts';
import { classificationOf } from '../packages/classify.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { Dependency } from '../packages/project-package.ts';
import { type Distribution, reachedFrom } from '../verify/project/distributions.ts';
import type { Declarer } from '../verify/verdict.ts';

/** What a proof of a program hides, and what there is to say of it. */
export interface DevelopmentPackages {
  /** Import roots, each with the distribution that brings it and the place that declares that. */
  readonly declarers: readonly Declarer[];
  readonly notes: readonly string[];
}

/** Images have these whatever a project declares. */
const ALWAYS = new Set(['pip', 'setuptools', 'wheel']);

/**
 * Everything that only development has: what the manifests declare for developers alone, and what comes in through that
 * and through nothing of production's.
 * @param root the program's folder: where it lies below the project's, its own manifests count.
 * @param installed what the interpreter has, which says what brings what.
 * @param shown makes a path of the manifests' project one that the user knows.
 */
export async function developmentPackages(
  project: ProjectPackages,
  root: string,
  installed: ReadonlyMap<string, Distribution>,
  shown: (file: string) => string,
): Promise<DevelopmentPackages> {
  const { graph } = project;
  const dependencies = ownDependencies(project, root);
  const development = dependencies.filter(({ classification }) => classification === 'development-only');
  const others = dependencies.filter(({ classification }) => classification !== 'development-only');
  const extras = extrasIn(graph);
  const start = ({ distribution }: { distribution: string }) => ({
    name: distribution,
    extras: extras.get(distribution) ?? [],
  });
  const kept = reachedFrom(others.map(start), installed);
  const locked = await project.locked();
  const isKept = (name: string) => kept.has(name) || locked.inProduction(name) !== null;
  const unseen = others
    .filter(({ distribution }) => !installed.has(distribution))
    .map(({ distribution }) => distribution);
  const keptRoots = new Set([...kept].flatMap((name) => installed.get(name)?.roots ?? []));
  const rootsOf = (name: string) => installed.get(name)?.roots ?? project.rootsOf(name);
  const declared = development.filter(({ distribution }) => !isKept(distribution));
  const declarers = new Map<string, Declarer>();
  for (const dependency of declared) {
    const [at] = dependency.declared;
    const place = at === undefined ? null : { path: shown(at.file), line: at.line };
    // What production has of its own nobody knows where it is not installed: then only what is declared is hidden.
    const reached = unseen.length > 0 ? [] : [...reachedFrom([start(dependency)], installed)];
    for (const name of new Set([dependency.distribution, ...reached])) {
      const isOther = name !== dependency.distribution;
      if (isOther && (isKept(name) || ALWAYS.has(name) || !installed.has(name))) continue;
      for (const root of rootsOf(name)) {
        if (keptRoots.has(root) || project.local.has(root)) continue;
        const through = isOther ? dependency.distribution : null;
        if (declarers.get(root)?.through !== null || through === null)
          declarers.set(root, { root, distribution: name, through, place });
      }
    }
  }
  const brought = development
    .filter(({ distribution }) => isKept(distribution))
    .map(({ distribution }) => distribution);
  return {
    declarers: [...declarers.values()].sort((a, b) => (a.root < b.root ? -1 : 1)),
    notes: [
      ...(brought.length > 0
        ? [`not hidden, since production has it through another package: ${brought.join(', ')}`]
        : []),
      ...(unseen.length > 0
        ? [
            `what ${unseen.join(', ')} would bring is not known, as it is not installed here: what only comes in through development's packages is not hidden`,
          ]
        : []),
      ...(others.length === 0 && development.length > 0
        ? ['no manifest says what production installs: everything that is declared for development is hidden']
        : []),
    ],
  };
}

/** What other programs of the same repository declare is no business of this one, where it has manifests of its own. */
function ownDependencies({ root: top, dependencies, files }: ProjectPackages, root: string): readonly Dependency[] {
  const isOwn = (file: string) => isInside(join(top, file), root);
  if (!files.some(isOwn)) return dependencies;
  return dependencies.flatMap((dependency) => {
    const declared = dependency.declared.filter(({ file }) => isOwn(file));
    return declared.length === 0 ? [] : [{ ...dependency, declared, classification: classificationOf(declared) }];
  });
}

/** The extras that anybody asks of a distribution. */
function extrasIn({ installed }: ProjectPackages['graph']): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { group } of installed.values()) {
    for (const { name, extras = [] } of group.declarations) found.set(name, [...(found.get(name) ?? []), ...extras]);
  }
  return found;
}
