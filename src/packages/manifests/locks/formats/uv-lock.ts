import { type Table, tableIn } from '../../../../util/table.ts';
import { normalised } from '../../../naming-conventions.ts';
import { strings } from '../../syntax/toml.ts';
import { lockOf, readTables, TOML_NAME } from '../builder.ts';
import type { Lock, LockedDependency, LockFormat } from '../lock.ts';

/**
 * uv.lock: every distribution with what it, its extras and the project's groups need.
 * https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile
 */
export const uvLock: LockFormat = {
  name: 'uv.lock',
  paths: [/(^|\/)uv\.lock$/],
  rank: 1,
  async read(file) {
    const read = await readTables(file, 'package');
    if ('message' in read) return read;
    const entries = read.entries.map((entry) => ({
      name: String(entry.name),
      version: entry.version,
      dependencies: needs(entry.dependencies),
      extras: needsByName(tableIn(entry, 'optional-dependencies')),
    }));
    const lock = lockOf(file, entries, TOML_NAME);
    return { ...lock, installs: rolesOf(read.entries, tableIn(read.whole, 'manifest')) };
  },
};

/** The project in the lock file's own folder says what its roles need; members of a workspace are walked as others are. */
function rolesOf(entries: readonly Table[], manifest: Table): Lock['installs'] {
  const own = entries.find(({ source }) => ['.', ''].includes(String(folderOf(source))));
  const found = new Map<string, readonly LockedDependency[]>();
  if (own !== undefined) {
    found.set('main', needs(own.dependencies));
    for (const [extra, list] of needsByName(tableIn(own, 'optional-dependencies'))) found.set(`extra:${extra}`, list);
    for (const [group, list] of needsByName(tableIn(own, 'dev-dependencies'))) found.set(`group:${group}`, list);
  }
  // A folder without a project of its own has its groups here.
  for (const [group, list] of needsByName(tableIn(manifest, 'dependency-groups'))) found.set(`group:${group}`, list);
  return found;
}

function folderOf(source: unknown): unknown {
  const { editable, virtual, directory } = tableIn(source);
  return editable ?? virtual ?? directory;
}

function needs(list: unknown): readonly LockedDependency[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const { name, extra, extras } = tableIn(item);
    if (typeof name !== 'string') return [];
    return [{ name: normalised(name), extras: [...strings(extra), ...strings(extras)].map(normalised) }];
  });
}

function needsByName(table: Table): ReadonlyMap<string, readonly LockedDependency[]> {
  return new Map(Object.entries(table).map(([name, list]) => [normalised(name), needs(list)]));
}
