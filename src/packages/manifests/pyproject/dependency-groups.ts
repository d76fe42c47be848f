import { isTable, tableIn } from '../../../util/table.ts';
import { normalised, saidByGroup } from '../../naming-conventions.ts';
import { folderOf } from '../../paths.ts';
import { groupOf } from '../group.ts';
import type { Group, Inclusion, Warning } from '../manifest.ts';
import { inProject } from '../pip.ts';
import { type Pyproject, strings, type TableGroups } from '../syntax/toml.ts';

/** Reads PEP 735's groups, and what they include of each other. */
export function readDependencyGroups(file: Pyproject): TableGroups {
  const groups: Group[] = [];
  const warnings: Warning[] = [];
  const table = tableIn(file.table, 'dependency-groups');
  const known = new Set(Object.keys(table).map(normalised));
  for (const [name, value] of Object.entries(table)) {
    const keys = ['dependency-groups', name];
    const entries = strings(value).map((written) => ({ written, place: file.place(keys, written) }));
    const included = includedIn(file, keys, value);
    const heading = {
      file: file.path,
      name: keys.join('.'),
      role: `${isOptional(file, name) ? 'optional' : 'group'}:${normalised(name)}`,
      says: saidByGroup(name),
    };
    const read = groupOf(
      heading,
      entries,
      file.own,
      included.map(({ inclusion }) => inclusion),
    );
    groups.push({ ...read.group, byDefault: isUvDefault(file, name) });
    warnings.push(...read.warnings);
    for (const { target, inclusion } of included) {
      if (known.has(target)) continue;
      warnings.push({
        file: file.path,
        line: inclusion.line,
        message: `includes the group ${target}, which is not there`,
      });
    }
  }
  return { groups, warnings };
}

/**
 * Whether uv installs a group unasked: `dev`, or what `default-groups` names, which may be `"all"`.
 * https://docs.astral.sh/uv/concepts/projects/dependencies/#default-groups
 */
export function isUvDefault({ table }: Pick<Pyproject, 'table'>, name: string): boolean {
  const groups = tableIn(table, 'tool', 'uv')['default-groups'] ?? ['dev'];
  return groups === 'all' || (Array.isArray(groups) && strings(groups).map(normalised).includes(normalised(name)));
}

/**
 * Whether Poetry, which takes these groups for its own, installs one only where a command names it.
 * https://python-poetry.org/docs/managing-dependencies/#optional-groups
 */
function isOptional({ table }: Pyproject, name: string): boolean {
  return tableIn(table, 'tool', 'poetry', 'group', name).optional === true;
}

function includedIn(
  file: Pyproject,
  keys: readonly string[],
  value: unknown,
): { target: string; inclusion: Inclusion }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    const name = isTable(item) ? item['include-group'] : undefined;
    if (typeof name !== 'string') return [];
    const place = { ...file.place(keys, name), text: `include-group = "${name}"` };
    const target = normalised(name);
    return [{ target, inclusion: { ...place, selection: inProject(folderOf(file.path), [`group:${target}`]) } }];
  });
}
