import { dirname } from 'node:path';
import { kindText } from '../packages/classify.ts';
import { placesOf } from '../packages/lacking.ts';
import { leftOutBy } from '../packages/left-out.ts';
import type { Place } from '../packages/manifests/manifest.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { ScopedPackage } from '../scope/types.ts';
import type { Finding } from '../types.ts';
import type { Plan } from './plan.ts';
import { promotionAdvice } from './promotion-advice.ts';
import type { Doubt } from './result.ts';

/** Makes a path of the project one that the user knows. */
export type Shown = (path: string) => string;

/** The first use of a package, and the file that it stands in. */
export interface FirstUse {
  readonly optional: ScopedPackage;
  readonly source: Plan['source'];
  readonly finding: Pick<Finding, 'line' | 'column'>;
}

/** What is said where code computes with a package that another dependency may bring, and nothing tells what those bring. */
export async function doubtOfBringing(use: FirstUse, project: ProjectPackages, shown: Shown): Promise<Doubt> {
  const { root } = use.optional;
  return doubt(
    use,
    `${use.source.shown} uses ${root}, and whether another dependency of production brings it is not known, as no lock ` +
      `file or virtual environment tells: if none does, ${await declaring(use, project, shown)}; ` +
      placeText(use.optional, project, shown),
  );
}

/** What is said where it is not known for whom the manifests declare a package. */
export async function doubtOfInstalling(use: FirstUse, project: ProjectPackages, shown: Shown): Promise<Doubt> {
  const { optional, source } = use;
  const { root } = optional;
  const guarded = optional.doubtful
    ? `${await declaring(use, project, shown)}, or guard it with --package ${root}`
    : `--package ${root} guards it`;
  const declared = placeText(optional, project, shown);
  return doubt(
    use,
    `${source.shown} uses ${root} unguarded, and whether production has it is not known: ${declared}; if production ` +
      `lacks it, ${guarded}`,
  );
}

/**
 * Why nothing tells whether production has a tool, by the tools of which that is so. Of a package that nobody knows it is
 * said once for all of its uses.
 */
export function doubtsOfHaving(
  packages: readonly ScopedPackage[],
  project: ProjectPackages | null,
  shown: Shown,
): ReadonlyMap<string, string> {
  const open = packages.filter(({ unsure, doubtful }) => unsure === true && doubtful !== true);
  return new Map(
    open.map((at) => {
      const isDeclared = project !== null && placesOf(at.root, project.dependencies).length > 0;
      const place = isDeclared
        ? placeText(at, project, shown)
        : 'no manifest declares it, and none says what production installs';
      return [at.root, `whether production has ${at.root} is not known: ${place}`];
    }),
  );
}

function doubt({ optional, source, finding: { line, column } }: FirstUse, message: string): Doubt {
  return { path: source.shown, line, column, package: optional.root, message };
}

/** How to declare a package for production. */
function declaring({ optional, source }: FirstUse, project: ProjectPackages, shown: Shown): Promise<string> {
  return promotionAdvice(optional, project, { folder: dirname(source.absolute), shown });
}

/** The place that declares a package, for whom, and why production is known to lack it, where a command says that. */
export function placeText({ root }: ScopedPackage, { dependencies, graph }: ProjectPackages, shown: Shown): string {
  const [place] = placesOf(root, dependencies);
  if (place === undefined) return 'no manifest declares it';
  const group = place.group === null ? '' : ` [${place.group}]`;
  const install = place.kind === 'unknown' ? leftOutBy(graph, place) : null;
  const nobody = place.kind === 'unknown' ? 'nothing says for whom' : kindText(place);
  const known = install === null ? ` (${nobody})` : '';
  const other = install === null ? '' : `, and production installs without it: ${written(install, shown)}`;
  return `${shown(place.file)}:${place.line}${group} declares it${known}: \`${place.text}\`${other}`;
}

function written({ file, line, text }: Place, shown: Shown): string {
  return `${shown(file)}:${line} \`${text}\``;
}
