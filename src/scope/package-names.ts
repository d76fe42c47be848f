import { CATALOGUE } from '../packages/catalogue/catalogue.ts';
import { isImportable, normalised } from '../packages/naming-conventions.ts';
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
  for (const name of packages ?? []) {
    if (isImportable(name)) continue;
    const known = CATALOGUE.byDistribution.get(normalised(name))?.root ?? DEFAULT_PACKAGE;
    throw new UsageError(
      `${JSON.stringify(name)} is no import package: give the name that code imports, such as ${known}`,
    );
  }
}
