import type { Group, Install } from './manifests/manifest.ts';
import type { Find } from './select-groups.ts';

/** What says which groups production installs: a command, or names. */
export interface Source {
  /** Null where the names of its groups say it. */
  readonly install: Install | null;
  readonly starts: readonly Group[];
  /** Whether it holds even for groups that are named for development. */
  readonly sure: boolean;
}

/**
 * The groups that a source makes production's. A command that installs a group named for development is a developer's,
 * as far as anybody knows: then only what is no development group counts.
 */
export function trusted({ sure, starts }: Source): readonly Group[] {
  const development = (group: Group) => group.kind === 'development';
  if (sure || !starts.some((group) => development(group) && group.explicit)) return starts;
  return starts.filter((group) => !development(group));
}

/** All that says so, the surest first. */
export function productionSources(groups: readonly Group[], installs: readonly Install[], find: Find): Source[] {
  const fromInstalls = (weight: Install['weight']): Source[] =>
    installs
      .filter((install) => install.kind === 'production' && install.weight === weight)
      .map((install) => ({
        install,
        starts: install.selections.flatMap((selection) => find(selection, install.file)),
        sure: weight === 'strong',
      }));
  const named = (explicit: boolean): Source[] =>
    groups
      .filter((group) => group.kind === 'production' && group.explicit === explicit)
      .map((group) => ({ install: null, starts: [group], sure: explicit }));
  return [...fromInstalls('strong'), ...named(true), ...fromInstalls('weak'), ...named(false)];
}
