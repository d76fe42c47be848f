import type { OptionalPackage } from '../types.ts';
import { type Catalogue, packageNamed } from './catalogue/catalogue.ts';
import type { CatalogueRow } from './catalogue/row.ts';
import { type Classification, classificationOf, type Declared, isProduction } from './classify.ts';
import { barePlace } from './manifests/manifest.ts';
import { isInStandardLibrary } from './standard-library.ts';

/** A distribution that the project declares. */
export interface Dependency {
  /** Normalised. */
  readonly distribution: string;
  /** The import packages that it provides, most likely. */
  readonly roots: readonly string[];
  readonly classification: Classification;
  readonly declared: readonly Declared[];
}

/** A package that production lacks, or may lack. */
export interface ProjectPackage extends OptionalPackage {
  readonly classification: Classification;
  /** Whether every file is looked at; else only those that production loads, as tests may import what they like. */
  readonly everywhere: boolean;
  /** What the catalogue says of it; null for a package that it does not know. */
  readonly row: CatalogueRow | null;
}

/** Whether a package is guarded where nobody names any: the catalogue has to know it, and says how much evidence it needs. */
export function isInScope({ classification, row }: ProjectPackage): boolean {
  if (row === null || isProduction(classification)) return false;
  return row.guarded === 'always' || classification === 'development-only';
}

/** Whether no manifest is known to give a package to production, which may need it. */
export function isUnknown({ root, classification, doubtful }: ProjectPackage): boolean {
  return doubtful === true && !isProduction(classification) && !isInStandardLibrary(root);
}

/** Whether production installs what nobody means for it. */
export function isInstalled({ classification, row }: ProjectPackage): boolean {
  return isProduction(classification) && row?.guarded === 'always';
}

/** Whether production may have a package that no manifest declares. */
export function isUndeclared({ classification, row }: ProjectPackage): boolean {
  return classification === 'undeclared' && row?.guarded === 'when-declared' && row.inTests !== true;
}

/** All that a manifest declares, or the catalogue knows. */
export function knownOf(dependencies: readonly Dependency[], catalogue: Catalogue): ProjectPackage[] {
  const roots = new Set([...dependencies.flatMap(({ roots: names }) => names), ...catalogue.byRoot.keys()]);
  return [...roots].sort().map((name) => {
    const providers = dependencies.filter(({ roots: provided }) => provided.includes(name));
    const declared = providers.flatMap((provider) => provider.declared);
    const classification = classificationOf(declared);
    const row = catalogue.byRoot.get(name) ?? null;
    const known = packageNamed(name, catalogue);
    // What some run in production may be meant for it, where nothing says for whom it is declared.
    const isDoubtful = row === null || (row.guarded === 'when-declared' && classification === 'unknown');
    const found = [
      ...new Set([
        ...providers.map(({ distribution }) => distribution),
        ...(providers.length === 0 ? known.distributions : []),
      ]),
    ];
    return {
      ...known,
      distributions: found,
      evidence: [
        ...declared.filter(({ kind }) => kind === 'production'),
        ...declared.filter(({ kind }) => kind !== 'production'),
      ].map(barePlace),
      classification,
      everywhere: !isDoubtful && row.inTests !== true,
      ...(isDoubtful && { doubtful: true }),
      row,
    };
  });
}
