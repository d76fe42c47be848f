import { join } from 'node:path';
import { shownPath } from '../files/paths.ts';
import { distributionsOf } from '../verify/project/distributions.ts';
import type { Project } from '../verify/project/project.ts';
import type { Declarer } from '../verify/verdict.ts';
import { developmentPackages } from './development-packages.ts';
import type { ProofOptions } from './proof-options.ts';
import type { Options } from './settings.ts';
import type { Survey } from './survey.ts';

/** The packages that a proof takes away. */
export interface Hidden {
  /** Import roots. */
  readonly packages: readonly string[];
  readonly declarers: readonly Declarer[];
  readonly notes: readonly string[];
}

/**
 * What a proof hides: of a Django project what its files name, or with `--all` every package of the scope; of any other
 * program all that only development has, as its files may well get at that through other packages.
 */
export async function hiddenFor(
  { root, python }: Project,
  { hidden, packages, project, settings }: Survey,
  { all, entries }: Pick<ProofOptions, 'all' | 'entries'>,
  env: Readonly<Record<string, string | undefined>>,
  { signal }: Options,
): Promise<Hidden> {
  if (entries.length === 0 || project === null || settings.packages !== null) {
    return { packages: all ? packages : hidden, declarers: [], notes: [] };
  }
  const installed = await distributionsOf(python, env, signal);
  const shown = (file: string) => shownPath(join(project.root, file), settings.cwd);
  const { declarers, notes } = await developmentPackages(project, root, installed, shown);
  return { packages: declarers.map((each) => each.root), declarers, notes };
}
