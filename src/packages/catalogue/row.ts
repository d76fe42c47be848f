import type { OptionalPackage } from '../../types.ts';

/**
 * How much has to be known of a project before the package is guarded in it without being asked for by name.
 * `always`: nobody means it for production; it is guarded unless production declares it.
 * `when-declared`: some run it in production; it is guarded only where it is declared for development, and not for production.
 */
export type Guarded = 'always' | 'when-declared';

/** What is known of one import package that projects install for development, whatever the project. */
export interface CatalogueRow extends Omit<OptionalPackage, 'evidence' | 'doubtful'> {
  /** What the tool is, in a few words. Nothing that a program computes with is in the catalogue. */
  readonly is: string;
  /** The page that says so; null for what a project's configuration adds. */
  readonly source: string | null;
  readonly guarded: Guarded;
  /** What it has INSTALLED_APPS name. */
  readonly apps?: readonly string[];
  readonly middleware?: readonly string[];
  /** URLconfs that a project includes. */
  readonly urls?: readonly string[];
  /** Whether tests import it as a matter of course: then only code that production loads is looked at. */
  readonly inTests?: boolean;
  readonly note?: string;
  /** What importing the root alone does, measured in a settings module: whether a guard may ask for it by an import. */
  readonly importing: 'clean' | 'loads Django' | 'has effects' | 'asks for other packages' | 'not checked';
  /** The distribution and version that the row was checked against, under Django 5.2; null where it was not. */
  readonly checked: string | null;
  /** What could not be checked, and why. */
  readonly unchecked?: string;
}

type Given = Omit<CatalogueRow, 'root' | 'distributions' | 'probe' | 'source'>;

/**
 * A row; its probe is an import where that does nothing else, and its source the first distribution's page on PyPI.
 * @param distributions parted by blanks.
 */
export function row(root: string, distributions: string, rest: Given): CatalogueRow {
  const names = distributions.split(' ');
  const source = `https://pypi.org/project/${names[0]}/`;
  return { root, distributions: names, probe: rest.importing === 'clean' ? 'import' : 'find_spec', source, ...rest };
}
