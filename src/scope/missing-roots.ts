import { CATALOGUE } from '../packages/catalogue/catalogue.ts';
import type { Scope } from './types.ts';

/**
 * The roots of all packages that production may lack: those that nobody means for production, and those that the
 * project's manifests have for development only, whether or not the run looks for them.
 */
export function missingRoots({ project }: Scope): readonly string[] {
  const known = CATALOGUE.rows.filter(({ guarded }) => guarded === 'always').map(({ root }) => root);
  const declared = project?.dependencies.filter(({ classification }) => classification === 'development-only') ?? [];
  return [...known, ...declared.flatMap(({ roots }) => roots)];
}
