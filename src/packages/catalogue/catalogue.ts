import type { OptionalPackage } from '../../types.ts';
import { normalised } from '../naming-conventions.ts';
import { ROWS } from './catalogue-data.ts';
import type { CatalogueRow } from './row.ts';

/** What is known of packages, by import root and by distribution. */
export interface Catalogue {
  readonly rows: readonly CatalogueRow[];
  readonly byRoot: ReadonlyMap<string, CatalogueRow>;
  readonly byDistribution: ReadonlyMap<string, CatalogueRow>;
}

/** A catalogue of rows; of two with one root the later counts. */
export function catalogueOf(rows: readonly CatalogueRow[]): Catalogue {
  const byRoot = new Map(rows.map((row) => [row.root, row]));
  const left = [...byRoot.values()];
  const byDistribution = new Map(left.flatMap((row) => row.distributions.map((name) => [normalised(name), row])));
  return { rows: left, byRoot, byDistribution };
}

/** The packages that djguard knows by itself. */
export const CATALOGUE: Catalogue = catalogueOf(ROWS);

/** What is known of a package by its root alone. */
export function packageNamed(root: string, catalogue: Catalogue = CATALOGUE): OptionalPackage {
  const row = catalogue.byRoot.get(root);
  if (row === undefined) return { root, distributions: [], probe: 'find_spec', evidence: [] };
  const { distributions, probe, alternatives, fallbacks, echoes, monkeypatches, breakpoint } = row;
  return {
    ...{ root, distributions, probe, evidence: [] },
    ...(alternatives && { alternatives }),
    ...(fallbacks && { fallbacks }),
    ...(echoes && { echoes }),
    ...(monkeypatches && { monkeypatches }),
    ...(breakpoint && { breakpoint }),
  };
}
