import { tableIn } from '../../../util/table.ts';
import {
  normalised,
  type Says,
  saidAmongDevelopers,
  saidBy,
  saidByGroup,
  saidByMain,
} from '../../naming-conventions.ts';
import { folderOf, resolved } from '../../paths.ts';
import { filled, type GroupRead, groupOf } from '../group.ts';
import { type Inclusion, wholeFile } from '../manifest.ts';
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

/** Reads the development dependencies of uv, as they were written before PEP 735, and of Rye. https://rye.astral.sh/guide/deps/ */
export function readUv(file: Pyproject): TableGroups {
  const tools = ['uv', 'rye'].filter((tool) => Array.isArray(tableIn(file.table, 'tool', tool)['dev-dependencies']));
  const about = { name: 'dev', byDefault: isUvDefault(file, 'dev') };
  return filled(tools.map((tool) => listed(file, ['tool', tool, 'dev-dependencies'], about)));
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

/**
 * Reads the requirements files that hatch puts in the place of dependencies and extras.
 * https://github.com/repo-helper/hatch-requirements-txt
 */
export function readHatchFiles(file: Pyproject): TableGroups {
  const path = ['tool', 'hatch', 'metadata', 'hooks', 'requirements_txt'];
  const table = tableIn(file.table, ...path);
  const filesAt = (keys: readonly string[], value: unknown): readonly Inclusion[] =>
    strings(value).map((written) => {
      const selection = wholeFile(resolved(folderOf(file.path), written));
      return { ...file.place(keys, written), selection };
    });
  const main = { file: file.path, name: `${path.join('.')}.files`, role: 'main', says: saidByMain(file.path) };
  const extras = Object.entries(tableIn(table, 'optional-dependencies')).map(([extra, value]) => {
    const keys = [...path, 'optional-dependencies', extra];
    const heading = { file: file.path, name: keys.join('.'), role: `extra:${normalised(extra)}`, says: saidBy(extra) };
    return groupOf(heading, [], file.own, filesAt(keys, value));
  });
  const files = filesAt([...path, 'files'], table.files ?? table.filename);
  return filled([groupOf(main, [], file.own, files), ...extras]);
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
