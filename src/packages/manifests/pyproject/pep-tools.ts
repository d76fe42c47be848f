import { tableIn } from '../../../util/table.ts';
import { normalised, type Says, saidAmongDevelopers, saidByGroup } from '../../naming-conventions.ts';
import { folderOf } from '../../paths.ts';
import { filled, type GroupRead, groupOf } from '../group.ts';
import type { Inclusion } from '../manifest.ts';
import { inProject } from '../pip.ts';
import { type Pyproject, strings, type TableGroups } from '../syntax/toml.ts';
import { isUvDefault } from './dependency-groups.ts';

/** Reads PDM's development groups. */
export function readPdm(file: Pyproject): TableGroups {
  const path = ['tool', 'pdm', 'dev-dependencies'];
  return filled(
    Object.keys(tableIn(file.table, ...path)).map((name) =>
      listed(file, [...path, name], { name, says: saidAmongDevelopers(name) }),
    ),
  );
}

/** Reads uv's development dependencies, as they were written before PEP 735. */
export function readUv(file: Pyproject): TableGroups {
  const path = ['tool', 'uv', 'dev-dependencies'];
  const isListed = Array.isArray(tableIn(file.table, 'tool', 'uv')['dev-dependencies']);
  return filled(isListed ? [listed(file, path, { name: 'dev', byDefault: isUvDefault(file, 'dev') })] : []);
}

/** Reads hatch's environments: a developer's, unless their name says otherwise. */
export function readHatch(file: Pyproject): TableGroups {
  const envs = ['tool', 'hatch', 'envs'];
  const read = Object.keys(tableIn(file.table, ...envs)).flatMap((name) => {
    const path = [...envs, name];
    const features = strings(tableIn(file.table, ...path).features).map((feature): Inclusion => {
      const selection = inProject(folderOf(file.path), [`extra:${normalised(feature)}`]);
      return { ...file.place([...path, 'features'], feature), selection };
    });
    return [
      listed(file, [...path, 'dependencies'], { name, says: saidAmongDevelopers(name), prefix: 'hatch:' }, features),
      listed(file, [...path, 'extra-dependencies'], { name, says: saidAmongDevelopers(name), prefix: 'hatch:' }),
    ];
  });
  return filled(read);
}

/** What a group is called, and what is known of it besides. */
interface Title {
  readonly name: string;
  readonly says?: Says;
  readonly prefix?: string;
  readonly byDefault?: boolean;
}

/** The group whose requirements are listed at a path of keys. */
function listed(
  file: Pyproject,
  path: readonly string[],
  { name, says = saidByGroup(name), prefix = 'group:', byDefault = false }: Title,
  inclusions: readonly Inclusion[] = [],
): GroupRead {
  const value = tableIn(file.table, ...path.slice(0, -1))[path.at(-1) as string];
  // PDM writes editable ones as options: `-e file:///${PROJECT_ROOT}/tools#egg=tools`.
  const entries = strings(value).map((text) => ({
    written: text.replace(/^-e\s+/, ''),
    place: file.place(path, text),
  }));
  const heading = { file: file.path, name: path.join('.'), role: prefix + normalised(name), says };
  const read = groupOf(heading, entries, file.own, inclusions);
  return { ...read, group: { ...read.group, byDefault } };
}
