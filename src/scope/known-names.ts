import { newListing } from '../files/listing.ts';
import { readInto } from '../files/read.ts';
import { collect } from '../files/walk/collect.ts';
import { DEFAULT_EXCLUDES } from '../files/walk/patterns.ts';
import type { Catalogue } from '../packages/catalogue/catalogue.ts';
import { isInEnvironment } from '../packages/import-names.ts';
import { normalised } from '../packages/naming-conventions.ts';
import { dependenciesNamed } from '../packages/packages-table.ts';
import type { ProjectPackages } from '../packages/project.ts';
import { searchFor } from '../search/search.ts';
import { UsageError } from '../util/errors.ts';
import { didYouMean } from '../util/suggest.ts';

/**
 * Refuses names that nothing knows: a mistyped name finds nothing, and would pass for a clean project.
 * The catalogue, with what the configuration adds, the manifests, the lock files, the project's virtual environment, its
 * own packages, and at last its sources are asked.
 * @param names import roots; distributions too, if `distributions` says so.
 * @throws UsageError for those that are nowhere, with the names that were probably meant.
 */
export async function refuseUnknown(
  names: readonly string[],
  project: ProjectPackages,
  catalogue: Catalogue,
  distributions = false,
): Promise<void> {
  const isAnother = (name: string) => !distributions && catalogue.byDistribution.has(normalised(name));
  const open = names.filter((name) => !isWritten(name, project, catalogue, distributions));
  if (open.length === 0) return;
  const locked = await project.locked();
  const isKnown = (name: string) =>
    !isAnother(name) && (locked.versionOf(normalised(name)) !== null || isInEnvironment(project.root, name));
  const unknown = open.filter((name) => !isKnown(name) && !isMentioned(name, project.root));
  if (unknown.length > 0) throw new UsageError(refusal(unknown, project, catalogue));
}

function isWritten(name: string, project: ProjectPackages, catalogue: Catalogue, distributions: boolean): boolean {
  const isRoot = catalogue.byRoot.has(name) || project.local.has(name);
  if (isRoot || project.dependencies.some(({ roots }) => roots.includes(name))) return true;
  const isDistribution = () =>
    catalogue.byDistribution.has(normalised(name)) || dependenciesNamed(project, name).length > 0;
  return distributions && isDistribution();
}

/** Whether any Python source of the project holds a name as a word. */
function isMentioned(name: string, root: string): boolean {
  const wanted = { cwd: root, paths: ['.'], exclude: DEFAULT_EXCLUDES, excludeBase: root, forceExclude: false };
  const { files } = collect({ ...wanted, gitignore: true }, newListing());
  const search = searchFor([name], files.length);
  return files.some((file) => {
    try {
      return search.holds(readInto(search, file));
    } catch {
      // Another look at the file tells what is the matter with it.
      return false;
    }
  });
}

function refusal(names: readonly string[], project: ProjectPackages, catalogue: Catalogue): string {
  const candidates = [...catalogue.byRoot.keys(), ...project.dependencies.flatMap(({ roots }) => roots)];
  const meant = names.map((name) => {
    const row = catalogue.byDistribution.get(normalised(name));
    return row === undefined ? didYouMean(name, candidates) : ` Did you mean ${row.root}?`;
  });
  const [what, it] = names.length === 1 ? ['a package', 'it is'] : ['packages', 'they are'];
  return (
    `nothing knows ${what} ${names.map((name) => JSON.stringify(name)).join(', ')}: ${it} in no catalogue, manifest, lock ` +
    `file, environment, configuration or source of ${project.root}.${meant.join('')}`
  );
}
