import type { Group } from './manifests/manifest.ts';
import { ownerOf } from './paths.ts';
import { isFile } from './select-groups.ts';

/** The folders of which more is known than the names of their files. */
export interface Known {
  /** A command says what production installs there from requirements files. */
  readonly told: ReadonlySet<string>;
  /** Something says there, as a declaration, what production needs. */
  readonly declared: ReadonlySet<string>;
}

/** @param commands the groups that production's commands install. */
export function knownBesideNames(groups: readonly Group[], commands: readonly Group[]): Known {
  return {
    told: new Set(commands.filter(isFile).map(({ file }) => ownerOf(file))),
    declared: new Set(groups.filter(isDeclaration).map(({ file }) => ownerOf(file))),
  };
}

/** Whether a group is written by somebody as what production needs: not by a plain name alone, and no freeze. */
function isDeclaration(group: Group): boolean {
  return group.kind === 'production' && group.frozen !== true && (group.explicit || !isFile(group));
}

/** Whether something says more of what production installs than a file's plain name does, and no command installs it. */
export function isSuperseded(group: Group, { told, declared }: Known): boolean {
  if (!isFile(group)) return false;
  const owner = ownerOf(group.file);
  return told.has(owner) || (group.frozen === true && declared.has(owner));
}
