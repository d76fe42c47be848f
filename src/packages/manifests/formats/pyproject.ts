import { tableIn } from '../../../util/table.ts';
import { normalised } from '../../naming-conventions.ts';
import { type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { readDependencyGroups } from '../pyproject/dependency-groups.ts';
import { readHatch, readHatchFiles, readPdm, readUv } from '../pyproject/pep-tools.ts';
import { readPoetry } from '../pyproject/poetry.ts';
import { readProjectTable } from '../pyproject/project-table.ts';
import { type Pyproject, readToml, type TableGroups } from '../syntax/toml.ts';

const READERS: readonly ((file: Pyproject) => TableGroups)[] = [
  readProjectTable,
  readDependencyGroups,
  readPoetry,
  readPdm,
  readUv,
  readHatch,
  readHatchFiles,
];

/** A pyproject.toml: PEP 621, PEP 735, Poetry, PDM, uv, hatch and setuptools' dynamic files. */
export const pyproject: ManifestFormat = {
  name: 'pyproject',
  paths: [/(^|\/)pyproject\.toml$/],
  rank: 1,
  read,
};

async function read(file: ManifestFile): Promise<Manifest> {
  const toml = await readToml(file);
  if ('message' in toml) return { ...NOTHING, warnings: [toml] };
  const name = tableIn(toml.table, 'project').name ?? tableIn(toml.table, 'tool', 'poetry').name;
  const own = typeof name === 'string' ? normalised(name) : null;
  const read = READERS.map((reader) => reader({ path: file.path, table: toml.table, place: toml.place, own }));
  return {
    groups: read.flatMap(({ groups }) => groups),
    installs: [],
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}
