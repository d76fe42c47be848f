import { normalised } from '../../naming-conventions.ts';
import { resolved } from '../../paths.ts';
import type { Place, Selection } from '../manifest.ts';
import { type Asked, inProject, readPipArguments } from '../pip.ts';
import { isKnown } from './shell.ts';

const NONE: Asked = { declarations: [], selections: [], unknown: [] };
/** What installs other things, and is no dependency of the project. */
const INSTALLERS = new Set(
  'pip,setuptools,wheel,poetry,pipenv,uv,pdm,pip-tools,virtualenv,tox,nox,hatch,build,twine'.split(','),
);

type Reader = (subcommand: string, rest: readonly string[], folder: string, place: Place) => Asked;

const READERS: Readonly<Record<string, Reader>> = {
  pip: (subcommand, rest, folder, place) => (subcommand === 'install' ? fromPip(rest, folder, place) : NONE),
  'pip-sync': (subcommand, rest, folder, place) => fromPipSync([subcommand, ...rest], folder, place),
  uv: fromUv,
  poetry: (subcommand, rest, folder) => selected(poetryRoles(subcommand, rest), folder),
  pdm: (subcommand, rest, folder) => selected(pdmRoles(subcommand, rest), folder),
  pipenv: fromPipenv,
};

/** What a command asks to be installed; null where it is no command that installs Python packages. */
export function readCommand(words: readonly string[], folder: string, place: Place): Asked | null {
  const at = words.findIndex((word) => toolOf(word) !== null);
  const reader = READERS[toolOf(words[at] ?? '') ?? ''];
  // The command may stand behind others (`python -m pip`, `sudo`, `RUN --mount=...`), but not be their argument.
  if (
    reader === undefined ||
    words.slice(0, at).some((word) => /^(echo|install|add|apk|apt-get|apt|which|COPY|ADD)$/.test(word))
  )
    return null;
  const rest = words.slice(at + 1);
  const first = toolOf(words[at] ?? '') === 'pip-sync' ? 0 : rest.findIndex((word) => !word.startsWith('-'));
  if (first === -1) return null;
  const asked = reader(
    rest[first] ?? '',
    [...rest.slice(0, first), ...rest.slice(first + 1)].filter(isKnown),
    folder,
    place,
  );
  const declarations = asked.declarations.filter(({ name }) => !INSTALLERS.has(name));
  return declarations.length + asked.selections.length === 0 ? null : { ...asked, declarations };
}

function toolOf(word: string): string | null {
  const name = word.split('/').at(-1) ?? '';
  if (/^pip[\d.]*$/.test(name)) return 'pip';
  return Object.hasOwn(READERS, name) ? name : null;
}

function fromPip(rest: readonly string[], folder: string, place: Place): Asked {
  return readPipArguments(rest, folder, place);
}

function fromPipSync(rest: readonly string[], folder: string, place: Place): Asked {
  const files = rest.filter((word) => /\.(txt|in)$/.test(word));
  const named = files.length === 0 ? ['requirements.txt'] : files;
  return readPipArguments(
    named.map((file) => `-r=${file}`),
    folder,
    place,
  );
}

function fromUv(subcommand: string, rest: readonly string[], folder: string, place: Place): Asked {
  if (subcommand === 'pip') {
    const [action, ...words] = rest.filter((word, at) => at > 0 || !word.startsWith('-'));
    if (action === 'sync') return fromPipSync(words, folder, place);
    return action === 'install' ? fromPip(words, folder, place) : NONE;
  }
  if (subcommand !== 'sync' && subcommand !== 'export') return NONE;
  const only = [...valuesOf(rest, '--only-group'), ...(rest.includes('--only-dev') ? ['dev'] : [])];
  if (only.length > 0) return selected({ roles: only.map(group), without: [] }, folder);
  const byDefault = rest.includes('--no-dev') || rest.includes('--no-default-groups') ? [] : ['dev'];
  const extras = rest.includes('--all-extras') ? ['*'] : valuesOf(rest, '--extra');
  const groups = rest.includes('--all-groups') ? ['*'] : [...byDefault, ...valuesOf(rest, '--group')];
  const without = valuesOf(rest, '--no-group').map(group);
  if (rest.includes('--no-dev')) without.push('group:dev');
  return selected({ roles: ['main', ...extras.map(extra), ...groups.map(group)], without }, folder);
}

type Roles = Pick<Selection, 'roles' | 'without'> | null;

function poetryRoles(subcommand: string, rest: readonly string[]): Roles {
  if (!/^(install|sync|export)$/.test(subcommand)) return null;
  const only = valuesOf(rest, '--only');
  const named = (name: string) => (name === 'main' ? [name] : [group(name), group(name).replace('group', 'optional')]);
  if (only.length > 0) return { roles: only.flatMap(named), without: [] };
  const extras = rest.includes('--all-extras') ? ['*'] : [...valuesOf(rest, '--extras'), ...valuesOf(rest, '-E')];
  const bare = subcommand === 'export' || rest.includes('--no-dev');
  const all = [...(bare ? [] : ['group:*']), ...valuesOf(rest, '--with').flatMap(named)];
  const groups = rest.includes('--dev') ? [...all, 'group:dev'] : all;
  const without = valuesOf(rest, '--without').map(group);
  return { roles: ['main', ...extras.map(extra), ...groups], without };
}

function pdmRoles(subcommand: string, rest: readonly string[]): Roles {
  if (!/^(install|sync|export)$/.test(subcommand)) return null;
  const named = [...valuesOf(rest, '-G'), ...valuesOf(rest, '--group')].map((name) => name.replace(/^:all$/, '*'));
  const bare = rest.some((word) => /^--(prod|production|no-dev)$/.test(word));
  const roles = [...(bare ? [] : ['group:*']), ...named.flatMap((name) => [group(name), extra(name)])];
  return { roles: ['main', ...roles], without: valuesOf(rest, '--without').map(group) };
}

function fromPipenv(subcommand: string, rest: readonly string[], folder: string, place: Place): Asked {
  if (!/^(install|sync|requirements)$/.test(subcommand)) return NONE;
  const dev = rest.some((word) => word === '--dev' || word === '-d' || word === '--dev-only');
  const main = rest.includes('--dev-only') ? [] : ['main'];
  const categories = valuesOf(rest, '--categories').map((name) => (name === 'packages' ? 'main' : group(name)));
  const roles = [...(categories.length > 0 ? categories : main), ...(dev ? ['group:dev'] : [])];
  const { declarations } = readPipArguments(
    rest.filter((word) => !word.startsWith('-')),
    folder,
    place,
  );
  return { ...NONE, declarations, selections: [{ tool: 'pipenv', path: resolved(folder, '.'), roles, without: [] }] };
}

function selected(roles: Roles, folder: string): Asked {
  return roles === null ? NONE : { ...NONE, selections: [inProject(folder, roles.roles, roles.without)] };
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
