import type { Catalogue } from '../packages/catalogue/catalogue.ts';
import { isProduction } from '../packages/classify.ts';
import { isInEnvironment } from '../packages/import-names.ts';
import { normalised } from '../packages/naming-conventions.ts';
import { ownNames } from '../packages/own-names.ts';
import { dependenciesNamed } from '../packages/packages-table.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { Dependency } from '../packages/project-package.ts';
import { Refused } from './lists/list.ts';

/** What a name asks for: a distribution to be declared, or nothing, for a reason. */
export type Asked =
  | { readonly nothing: string }
  | { readonly distribution: string; readonly version: string | null; readonly remarks: readonly string[] };

/**
 * The distribution that a name means, and what of it is known already.
 * @param name a distribution, or an import root.
 * @param shown makes a path of the project one that the user knows.
 * @throws Refused where it may be several, or none is known.
 */
export async function whatIsAsked(
  name: string,
  project: ProjectPackages,
  catalogue: Catalogue,
  shown: (file: string) => string,
): Promise<Asked> {
  const found = dependenciesNamed(project, name);
  const declared = found.find(({ classification }) => isProduction(classification));
  const [place] = declared?.declared ?? [];
  if (declared !== undefined && place !== undefined) {
    const at = `${shown(place.file)}:${place.line}`;
    return { nothing: `${declared.distribution} is declared for production already: ${at} \`${place.text}\`` };
  }
  const isOwn = found.length === 0 && project.local.has(name);
  if (isOwn || ownNames(project.root, project.files).has(normalised(name))) {
    return { nothing: `${name} is a package of this project: there is nothing to declare` };
  }
  const distribution = await distributionOf(name, found, project, catalogue);
  const locked = await project.locked();
  const through = locked.inProduction(distribution);
  const brought = through?.chain.at(-1);
  return {
    distribution,
    version: locked.versionOf(distribution)?.version ?? pinnedIn(found),
    remarks:
      brought === undefined
        ? []
        : [
            `production has it already, as another dependency needs it: ${shown(brought.file)}:${brought.line} \`${brought.text}\``,
          ],
  };
}

async function distributionOf(
  name: string,
  found: readonly Dependency[],
  project: ProjectPackages,
  catalogue: Catalogue,
): Promise<string> {
  const [first, ...others] = found.map(({ distribution }) => distribution);
  if (others.length > 0) throw new Refused(`${name} may be ${[first, ...others].join(' or ')}: name one of them`);
  if (first !== undefined) return first;
  const known = normalised(name);
  const isDistribution = catalogue.byDistribution.has(known) || (await project.locked()).versionOf(known) !== null;
  if (isDistribution) return known;
  const [usual] = catalogue.byRoot.get(name)?.distributions ?? [];
  if (usual !== undefined) return normalised(usual);
  if (isInEnvironment(project.root, known)) return known;
  throw new Refused(`nothing says which distribution provides ${name}: name the distribution`);
}

/** The version that a tool wrote of a distribution that nobody chose by itself. */
function pinnedIn(found: readonly Dependency[]): string | null {
  const texts = found.flatMap(({ declared }) => declared.map(({ text }) => text));
  return texts.map((text) => /==\s*([\w.!+-]+)/.exec(text)?.[1]).find((version) => version !== undefined) ?? null;
}
