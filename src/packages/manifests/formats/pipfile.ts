import { isTable, tableIn } from '../../../util/table.ts';
import { normalised, type Says, saidByFolders, saidByGroup, saidByMain } from '../../naming-conventions.ts';
import { namedGroup } from '../group.ts';
import { type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { readToml, strings } from '../syntax/toml.ts';

/** Tables of a Pipfile that hold no packages. */
const OTHER = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipfile']);

/** A Pipfile: `packages`, `dev-packages`, and categories of other names. */
export const pipfile: ManifestFormat = {
  name: 'pipfile',
  paths: [/(^|\/)Pipfile$/],
  rank: 1,
  read,
};

async function read(file: ManifestFile): Promise<Manifest> {
  const toml = await readToml(file);
  if ('message' in toml) return { ...NOTHING, warnings: [toml] };
  const groups = Object.keys(toml.table)
    .filter((name) => !OTHER.has(name) && isTable(toml.table[name]))
    .map((name) => {
      const entries = Object.keys(tableIn(toml.table, name)).map((written) => ({
        written,
        place: toml.place([name, written]),
        extras: strings(tableIn(toml.table, name, written).extras),
      }));
      return namedGroup({ file: file.path, name, role: roleOf(name), says: saidByCategory(name, file.path) }, entries);
    });
  return { ...NOTHING, groups };
}

function roleOf(name: string): string {
  if (name === 'packages') return 'main';
  return name === 'dev-packages' ? 'group:dev' : `group:${normalised(name)}`;
}

function saidByCategory(name: string, path: string): Says {
  const folders = saidByFolders(path);
  if (folders.kind === 'development') return folders;
  return name === 'packages' ? saidByMain(path) : saidByGroup(name);
}
