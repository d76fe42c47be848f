import type { Catalogue } from '../packages/catalogue/catalogue.ts';
import { type Declared, isProduction } from '../packages/classify.ts';
import { placesOf } from '../packages/lacking.ts';
import { likelyRoot, normalised } from '../packages/naming-conventions.ts';
import type { ProjectPackages } from '../packages/project.ts';
import { knownOf, type ProjectPackage } from '../packages/project-package.ts';
import { isInStandardLibrary } from '../packages/standard-library.ts';
import type { LogCause } from '../run/log-cause.ts';
import type { Finding } from '../types.ts';

/** What helps, and why. */
export type Cured = Pick<LogCause, 'cure' | 'advice'>;

/** What is known of a missing package beside the manifests. */
export interface Missing {
  readonly root: string;
  readonly findings: readonly Finding[];
  /** The installed package whose own code imports it; null where that is the project's, or a name in a setting. */
  readonly importer: string | null;
}

/** What is known of the project. */
export interface Knows {
  readonly project: ProjectPackages;
  readonly catalogue: Catalogue;
  /** A path of the project as it is shown. */
  readonly shown: (file: string) => string;
}

/** What helps where a whole package is missing: by what the manifests, the catalogue and the code say. */
export function cureFor({ root, findings, importer }: Missing, knows: Knows): Cured {
  const { project, catalogue } = knows;
  const known = knownOf(project.dependencies, catalogue).find((at) => at.root === root) ?? null;
  const [distribution = root] = known?.distributions ?? [];
  if (project.local.has(root)) return other(`${root} ${OWN}`);
  if (isInStandardLibrary(root) || root.startsWith('_')) return other(`${root} ${PYTHONS}`);
  // A distribution of a module's name may be anybody's.
  const declare =
    known === null
      ? `declare the distribution that brings ${root}, which may have another name, where the step installs from`
      : `declare it where the step installs from; djguard promote ${distribution} shows the edit`;
  if (importer !== null && importer !== root) {
    return {
      cure: 'declare',
      advice: `${importer} imports ${root}, and not the project: it needs it, by an extra or in its newer versions; else ${declare}`,
    };
  }
  return byManifests({ root, distribution, known, declare, findings }, knows);
}

const OWN =
  'is a package of the project itself, so no guard is right: the step runs in another folder, or the files are not there (.dockerignore, COPY, .gitignore, PYTHONPATH)';
const PYTHONS =
  'belongs to Python itself: this Python lacks it, by its version or by the way it was built, and a guard would hide that';

interface Named {
  readonly root: string;
  readonly distribution: string;
  readonly known: ProjectPackage | null;
  /** How to declare it. */
  readonly declare: string;
  readonly findings: readonly Finding[];
}

function byManifests(
  { root, distribution, known, declare, findings }: Named,
  { project, catalogue, shown }: Knows,
): Cured {
  const declared = placesOf(root, project.dependencies);
  const first = (kind: Declared['kind']) =>
    placeText(
      declared.find((at) => at.kind === kind),
      shown,
    );
  if (known !== null && isProduction(known.classification)) {
    return other(
      `production installs ${distribution}${first('production')}, so a guard would hide that it is missing: the step ran before it was installed, without it, or by another Python`,
    );
  }
  if (known?.classification === 'development-only') {
    const only = `only development declares ${distribution}${first('development')}`;
    const isComputedWith = known.row === null && findings.some(({ fixable }) => !fixable);
    if (isComputedWith) return { cure: 'declare', advice: `${only}, but the code computes with it: ${declare}` };
    return { cure: 'guard', advice: `guard it: ${only}` };
  }
  if (known?.row?.guarded === 'always') {
    return {
      cure: 'guard',
      advice: `guard it: production does not declare it, and nobody means it for production (it is ${known.row.is})`,
    };
  }
  if (declared.length > 0) {
    return other(
      `nothing says for whom ${distribution} is declared${placeText(declared[0], shown)}: have the step install it, or guard it with djguard --package ${root}`,
    );
  }
  const meant = catalogue.byDistribution.get(normalised(root))?.root ?? likelyRoot(root);
  if (meant !== root)
    return other(`no module can be called ${root}: it is a distribution, and code and settings name ${meant}`);
  const brought = known === null ? `what brings ${root}` : distribution;
  const guard = known?.row ? `; or, if production can do without it, djguard --package ${root} guards it` : '';
  return { cure: 'declare', advice: `no manifest declares ${brought}: ${declare}${guard}` };
}

function placeText(at: Declared | undefined, shown: Knows['shown']): string {
  if (at === undefined) return '';
  return ` (${shown(at.file)}:${at.line} \`${at.text}\`${at.byName ? ', by its name only' : ''})`;
}

/** What djguard does not cure, and why. */
export function other(advice: string): Cured {
  return { cure: 'other', advice };
}
