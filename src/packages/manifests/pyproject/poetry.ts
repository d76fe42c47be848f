import { isTable, type Table, tableIn } from '../../../util/table.ts';
import { normalised, type Says, saidBy, saidByGroup, saidByMain } from '../../naming-conventions.ts';
import { folderOf } from '../../paths.ts';
import { namedGroup, type WrittenRequirement } from '../group.ts';
import type { Group, Inclusion } from '../manifest.ts';
import { inProject } from '../pip.ts';
import { type Pyproject, strings, type TableGroups } from '../syntax/toml.ts';

/** Reads Poetry's dependencies, its groups, the `dev-dependencies` of its first version, and its extras. */
export function readPoetry(file: Pyproject): TableGroups {
  const poetry = tableIn(file.table, 'tool', 'poetry');
  const groups = [
    ...main(file, poetry),
    ...group(file, ['dev-dependencies'], 'group:dev', saidByGroup('dev')),
    ...Object.keys(tableIn(poetry, 'group')).flatMap((name) =>
      group(file, ['group', name, 'dependencies'], `${roleOf(poetry, name)}:${normalised(name)}`, saidByGroup(name)),
    ),
  ];
  return { groups, warnings: [] };
}

function group(file: Pyproject, keys: readonly string[], role: string, says: Says): Group[] {
  const path = ['tool', 'poetry', ...keys];
  const entries = entriesOf(file, path, tableIn(file.table, ...path));
  const included = keys[0] === 'group' ? includedIn(file, path.slice(0, -1)) : [];
  if (entries.length + included.length === 0) return [];
  return [namedGroup({ file: file.path, name: path.join('.'), role, says }, entries, included)];
}

/** The groups that a group takes in. https://python-poetry.org/docs/managing-dependencies/#including-dependencies-from-other-groups */
function includedIn(file: Pyproject, path: readonly string[]): Inclusion[] {
  const keys = [...path, 'include-groups'];
  return strings(tableIn(file.table, ...path)['include-groups']).map((name) => {
    const selection = inProject(folderOf(file.path), [`group:${normalised(name)}`]);
    return { ...file.place(keys, name), selection };
  });
}

/** An optional group is installed only where a command names it. */
function roleOf(poetry: Table, name: string): 'optional' | 'group' {
  return tableIn(poetry, 'group', name).optional === true ? 'optional' : 'group';
}

/** The dependencies that are always installed, and those that only an extra asks for. */
function main(file: Pyproject, poetry: Table): Group[] {
  const path = ['tool', 'poetry', 'dependencies'];
  const table = tableIn(poetry, 'dependencies');
  const optional = new Set(Object.keys(table).filter((name) => isTable(table[name]) && table[name].optional === true));
  const entries = entriesOf(file, path, table);
  const name = path.join('.');
  const always = entries.filter(({ written }) => !optional.has(written));
  const extras = Object.entries(tableIn(poetry, 'extras')).map(([extra, value]) => {
    const wanted = new Set(strings(value).map(normalised));
    const chosen = entries.filter(({ written }) => optional.has(written) && wanted.has(normalised(written)));
    const heading = { file: file.path, name: `tool.poetry.extras.${extra}`, role: `extra:${normalised(extra)}` };
    return namedGroup({ ...heading, says: saidBy(extra) }, chosen);
  });
  const first = namedGroup({ file: file.path, name, role: 'main', says: saidByMain(file.path) }, always);
  return [first, ...extras].filter(({ declarations }) => declarations.length > 0);
}

function entriesOf(file: Pyproject, path: readonly string[], table: Table): WrittenRequirement[] {
  return Object.keys(table)
    .filter((name) => name.toLowerCase() !== 'python')
    .map((written) => ({
      written,
      place: file.place([...path, written]),
      extras: strings(tableIn(table, written).extras),
    }));
}
