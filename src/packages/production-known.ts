import { isProduction } from './classify.ts';
import type { Dependency } from './project-package.ts';

/** Whether the manifests say what production installs: at the very least Django. */
export function isProductionKnown(dependencies: readonly Dependency[]): boolean {
  return dependencies.some(({ roots, classification }) => roots.includes('django') && isProduction(classification));
}
