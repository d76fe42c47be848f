import { slashed } from '../files/paths.ts';
import type { Scope, ScopedPackage } from '../scope/types.ts';
import type { Settings } from './settings.ts';

/** Says which of the packages that a file, absolute, uses production has through another of its dependencies. */
export type Brought = (file: string, used: readonly ScopedPackage[]) => Promise<ReadonlySet<string>>;

/**
 * Asks lock files, which are read only where there is a finding, and never for packages that somebody named.
 * @param shown makes a path of the project one that the user knows.
 * @param unread takes remarks on lock files that can't be read.
 */
export function broughtFor(
  { packages }: Settings,
  { projectFor }: Scope,
  shown: (file: string) => string,
  unread: Set<string>,
): Brought {
  return async (file, used) => {
    const project = projectFor(file);
    if (project === null || packages !== null || used.length === 0) return new Set();
    const { broughtIn } = await import('../packages/with-locks.ts');
    const { roots, warnings } = await broughtIn(project, used, slashed(file, project.root));
    for (const { file: lock, line, message } of warnings)
      unread.add(`${shown(lock)}${line === null ? '' : `:${line}`}: ${message}`);
    return roots;
  };
}
