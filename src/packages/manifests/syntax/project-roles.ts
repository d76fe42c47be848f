import { normalised } from '../../naming-conventions.ts';
import { type Selection, UV_DEFAULT } from '../manifest.ts';

/** What a command asks of the project that it works in; null where it installs nothing of it. */
export type Roles = Pick<Selection, 'roles' | 'without' | 'instead'> | null;

/**
 * `uv sync` installs the project, and the groups that are its default; `--no-group` wins over all that ask for one.
 * `uv run` does so first, if it is not told to leave it, whatever has been synced before.
 * https://docs.astral.sh/uv/reference/cli/#uv-sync https://docs.astral.sh/uv/concepts/projects/sync/#automatic-lock-and-sync
 */
export function uvRoles(subcommand: string, rest: readonly string[]): Roles {
  if (!/^(sync|export|run)$/.test(subcommand)) return null;
  if (subcommand === 'run' && rest.some((word) => /^--(no-sync|no-project|isolated|script)$/.test(word))) return null;
  const has = (option: string) => rest.includes(option);
  const only = [...valuesOf(rest, '--only-group'), ...(has('--only-dev') ? ['dev'] : [])];
  const without = [...valuesOf(rest, '--no-group'), ...(has('--no-dev') ? ['dev'] : [])].map(group);
  if (only.length > 0) return { roles: only.map(group), without };
  const extras = has('--all-extras') ? ['*'] : valuesOf(rest, '--extra');
  const named = [...(has('--all-groups') ? ['*'] : valuesOf(rest, '--group')), ...(has('--dev') ? ['dev'] : [])];
  const byDefault = has('--no-default-groups') ? [] : [UV_DEFAULT];
  const all = has('--all-groups') ? ['optional:*'] : [];
  without.push(...valuesOf(rest, '--no-extra').map(extra));
  return { roles: ['main', ...extras.map(extra), ...byDefault, ...named.map(group), ...all], without };
}

/**
 * `poetry install` and `poetry sync` install every group that is not optional, also with `--no-root`, which leaves out
 * the project alone; `poetry export` only the main dependencies.
 * https://python-poetry.org/docs/cli/#install https://github.com/python-poetry/poetry-plugin-export#usage
 */
export function poetryRoles(subcommand: string, rest: readonly string[]): Roles {
  if (!/^(install|sync|export)$/.test(subcommand) || rest.includes('--only-root')) return null;
  const named = (name: string) => (name === 'main' ? name : group(name));
  const only = valuesOf(rest, '--only');
  const asked = [...valuesOf(rest, '--extras'), ...valuesOf(rest, '-E')];
  const extras = (rest.includes('--all-extras') ? ['*'] : asked).map(extra);
  const without = valuesOf(rest, '--without').map(named);
  if (only.length > 0) return { roles: [...only.map(named), ...extras], without };
  const bare = subcommand === 'export' || rest.includes('--no-dev');
  const all = rest.includes('--all-groups') ? ['group:*', 'optional:*'] : bare ? [] : ['group:*'];
  const groups = [...all, ...valuesOf(rest, '--with').map(named), ...(rest.includes('--dev') ? ['group:dev'] : [])];
  return { roles: ['main', ...extras, ...groups], without };
}

/**
 * `pdm install` and `pdm sync` install the main dependencies and every development group, or those development groups
 * alone that `-G` names; `--prod` leaves them out, and `--without` takes in every extra that it does not name.
 * https://pdm-project.org/latest/usage/dependency/#select-a-subset-of-dependency-groups-to-install
 */
export function pdmRoles(subcommand: string, rest: readonly string[]): Roles {
  if (!/^(install|sync|export)$/.test(subcommand)) return null;
  const named = ['-G', '--group', '--with'].flatMap((option) => valuesOf(rest, option));
  const groups = named.map((name) => name.replace(/^:all$/, '*'));
  if (rest.includes('-G:all')) groups.push('*');
  const without = valuesOf(rest, '--without').flatMap((name) => [group(name), extra(name)]);
  const bare = rest.some((word) => /^--(prod|production|no-dev)$/.test(word));
  const main = rest.includes('--no-default') ? [] : ['main'];
  const extras = without.length > 0 && groups.length === 0 ? ['extra:*'] : [];
  const roles = [...(bare ? [] : ['group:*']), ...extras, ...groups.flatMap((name) => [group(name), extra(name)])];
  const instead = groups.filter((name) => name !== '*').map(group);
  return { roles: [...main, ...roles], without, ...(instead.length > 0 && { instead }) };
}

/**
 * hatch installs the project into the environment that a command names, else into `default`, on which others build.
 * https://hatch.pypa.io/latest/config/environment/overview/
 */
export function hatchRoles(subcommand: string, rest: readonly string[]): Roles {
  const words = rest.filter((word) => !word.startsWith('-'));
  const given = [...valuesOf(rest, '-e'), ...valuesOf(rest, '--env')];
  const named = (words[0] ?? '').includes(':') ? (words[0] ?? '').split(':')[0] : undefined;
  if (subcommand === 'env' && words[0] === 'create') return hatchEnvironment(words[1]);
  if (subcommand === 'run') return hatchEnvironment(named || given[0]);
  return null;
}

function hatchEnvironment(name = 'default'): Roles {
  return { roles: ['main', 'hatch:default', `hatch:${normalised(name)}`], without: [] };
}

/**
 * pipenv installs `packages`, and `dev-packages` with `--dev`; named categories alone where any is named.
 * https://pipenv.pypa.io/en/latest/commands.html
 */
export function pipenvRoles(subcommand: string, rest: readonly string[]): Roles {
  if (!/^(install|sync|requirements)$/.test(subcommand)) return null;
  const dev = rest.some((word) => word === '--dev' || word === '-d' || word === '--dev-only');
  const main = rest.includes('--dev-only') ? [] : ['main'];
  const categories = valuesOf(rest, '--categories').map(categoryOf);
  return { roles: [...(categories.length > 0 ? categories : main), ...(dev ? ['group:dev'] : [])], without: [] };
}

function categoryOf(name: string): string {
  if (name === 'packages' || name === 'default') return 'main';
  return name === 'dev-packages' || name === 'develop' ? 'group:dev' : group(name);
}

/** The values of an option, however they are written: `--only a,b`, `--only=a`, twice. */
function valuesOf(words: readonly string[], option: string): string[] {
  const found = words.flatMap((word, at) => {
    if (word === option) return [words[at + 1] ?? ''];
    return word.startsWith(`${option}=`) ? [word.slice(option.length + 1)] : [];
  });
  return found.flatMap((value) => value.split(/[\s,]+/)).filter((value) => value !== '');
}

function group(name: string): string {
  return `group:${name === '*' ? name : normalised(name)}`;
}

function extra(name: string): string {
  return `extra:${name === '*' ? name : normalised(name)}`;
}
