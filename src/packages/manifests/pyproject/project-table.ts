import { tableIn } from '../../../util/table.ts';
import { normalised, type Says, saidBy, saidByMain } from '../../naming-conventions.ts';
import { folderOf, resolved } from '../../paths.ts';
import { filled, groupOf } from '../group.ts';
import { type Inclusion, wholeFile } from '../manifest.ts';
import { type Pyproject, strings, type TableGroups } from '../syntax/toml.ts';

/** Reads PEP 621's dependencies and extras, and the files that setuptools puts in their place. */
export function readProjectTable(file: Pyproject): TableGroups {
  const extras = new Set([
    ...Object.keys(tableIn(file.table, 'project', 'optional-dependencies')),
    ...Object.keys(tableIn(file.table, 'tool', 'setuptools', 'dynamic', 'optional-dependencies')),
  ]);
  return filled([
    group(file, ['dependencies'], 'main', saidByMain(file.path)),
    ...[...extras].map((extra) =>
      group(file, ['optional-dependencies', extra], `extra:${normalised(extra)}`, saidBy(extra)),
    ),
  ]);
}

function group(file: Pyproject, keys: readonly string[], role: string, says: Says) {
  const path = ['project', ...keys];
  const last = path.at(-1) as string;
  const entries = strings(tableIn(file.table, ...path.slice(0, -1))[last]).map((written) => ({
    written,
    place: file.place(path, written),
  }));
  const heading = { file: file.path, name: path.join('.'), role, says };
  return groupOf(heading, entries, file.own, dynamic(file, keys));
}

/** The requirements files that setuptools reads a dynamic field from. */
function dynamic(file: Pyproject, keys: readonly string[]): Inclusion[] {
  const path = ['tool', 'setuptools', 'dynamic', ...keys];
  return strings(tableIn(file.table, ...path).file).map((written) => ({
    ...file.place(path, written),
    selection: wholeFile(resolved(folderOf(file.path), written)),
  }));
}
