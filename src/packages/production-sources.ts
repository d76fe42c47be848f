import { type Group, type Install, UV_DEFAULT } from './manifests/manifest.ts';
import { ownerOf } from './paths.ts';
import type { Find } from './select-groups.ts';

/** What says which groups production installs: a command, or names. */
export interface Source {
  /** Null where the names of its groups say it. */
  readonly install: Install | null;
  readonly starts: readonly Group[];
  /** Whether it holds even for groups that are named for development. */
  readonly sure: boolean;
  /** The groups that a command installs without naming them, and that no command elsewhere leaves out. */
  readonly unasked: ReadonlySet<Group>;
}

/**
 * The groups that a source makes production's. A command that asks for a group named for development is a developer's,
 * as far as anybody knows: then only what is no development group counts. `uv sync` and `poetry install` ask for none:
 * whoever writes no more than that into an image has the developers' groups in production.
 */
export function trusted({ sure, starts, unasked }: Source): readonly Group[] {
  const development = (group: Group) => group.kind === 'development';
  if (sure || !starts.some((group) => development(group) && group.explicit && !unasked.has(group))) return starts;
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
        unasked: unaskedBy(install, find),
      }));
  const named = (explicit: boolean): Source[] =>
    groups
      .filter((group) => group.kind === 'production' && group.explicit === explicit)
      .map((group) => ({ install: null, starts: [group], sure: explicit, unasked: new Set() }));
  const sources = [...fromInstalls('strong'), ...named(true), ...fromInstalls('weak'), ...named(false)];
  return sources.map((source) => {
    const unasked = [...source.unasked].filter((group) => !isLeftOut(group, source, sources));
    return { ...source, unasked: new Set(unasked) };
  });
}

/**
 * The groups that a command installs without naming them: those that are a tool's default, and all extras.
 * https://docs.astral.sh/uv/concepts/projects/dependencies/#default-groups
 */
function unaskedBy({ selections, file, forDevelopers }: Install, find: Find): ReadonlySet<Group> {
  if (forDevelopers) return new Set();
  const found = selections.flatMap((selection) => {
    const { roles } = selection;
    const isNamed = (role: string) =>
      role !== UV_DEFAULT && role !== 'extra:*' && (role !== 'group:*' || roles.includes('optional:*'));
    const asked = find({ ...selection, roles: roles.filter(isNamed) }, file);
    return find(selection, file).filter((group) => !asked.includes(group));
  });
  return new Set(found);
}

/** Whether a command of another file, and not of a job, installs the same project without a group. */
function isLeftOut(group: Group, { install }: Source, sources: readonly Source[]): boolean {
  const owner = ownerOf(group.file);
  return sources.some(
    (other) =>
      other.install !== null &&
      !other.install.forDevelopers &&
      other.install.file !== install?.file &&
      other.starts.some(({ role, file }) => role === 'main' && ownerOf(file) === owner) &&
      !other.starts.includes(group),
  );
}
