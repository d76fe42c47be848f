import { CATALOGUE } from '../packages/catalogue/catalogue.ts';
import { isImportable, likelyRoot, normalised } from '../packages/naming-conventions.ts';
import { UsageError } from '../util/errors.ts';

/** What is looked for where neither a user nor a manifest names anything. */
export const DEFAULT_PACKAGE = 'debug_toolbar';

/**
 * Checks the packages that somebody named, and whether `--force` has something to force.
 * A package is named by its import root; people also try the distribution's name, or a dotted path.
 * @param packages null where nobody named any.
 * @throws UsageError for what is no import package.
 */
export function checkPackages(packages: readonly string[] | null, force: boolean): void {
  if (packages === null && force) throw new UsageError('--force is for packages that are named with --package');
  if (packages?.length === 0) throw new UsageError('no package is named');
  const strange = (packages ?? []).filter((name) => !isImportable(name));
  if (strange.length === 0) return;
  const meant = [...new Set(strange.map(likelyMeant))];
  const names = strange.map((name) => JSON.stringify(name)).join(', ');
  const [are, them] =
    strange.length === 1 ? ['is no import package', 'the name'] : ['are no import packages', 'the names'];
  throw new UsageError(`${names} ${are}: give ${them} that code imports, such as ${meant.join(', ')}`);
}

/** The import package that somebody means by a distribution's name, a dotted path, or something else. */
function likelyMeant(name: string): string {
  const row = CATALOGUE.byDistribution.get(normalised(name)) ?? CATALOGUE.byRoot.get(likelyRoot(name));
  const [first = ''] = name.split(/[.:/]/);
  const guess = [first, likelyRoot(name)].find(isImportable);
  return row?.root ?? guess ?? DEFAULT_PACKAGE;
}
