import { resolved } from '../../paths.ts';
import { type Place, type Selection, UV_DEFAULT } from '../manifest.ts';
import { type Asked, inProject, readPipArguments } from '../pip.ts';
import { hatchRoles, pdmRoles, pipenvRoles, poetryRoles, type Roles, uvRoles } from './project-roles.ts';
import { isKnown } from './shell.ts';

const NONE: Asked = { declarations: [], selections: [], unknown: [] };
/** What installs other things, and is no dependency of the project. */
const INSTALLERS = new Set(
  'pip,setuptools,wheel,poetry,pipenv,uv,pdm,pip-tools,virtualenv,tox,nox,hatch,build,twine'.split(','),
);

type Reader = (subcommand: string, rest: readonly string[], folder: string, place: Place) => Asked;

const READERS: Readonly<Record<string, Reader>> = {
  pip: (subcommand, rest, folder, place) =>
    /^(install|wheel)$/.test(subcommand) ? fromPip(rest, folder, place) : NONE,
  'pip-sync': (subcommand, rest, folder, place) => fromPipSync([subcommand, ...rest], folder, place),
  uv: fromUv,
  poetry: (subcommand, rest, folder) => selected(poetryRoles(subcommand, rest), folder),
  pdm: (subcommand, rest, folder) => selected(pdmRoles(subcommand, rest), folder),
  hatch: (subcommand, rest, folder) => selected(hatchRoles(subcommand, rest), folder),
  pipenv: fromPipenv,
};

/** What a command asks to be installed; null where it is no command that installs Python packages. */
export function readCommand(words: readonly string[], folder: string, place: Place): Asked | null {
  const at = words.findIndex((word) => toolOf(word) !== null);
  const tool = toolOf(words[at] ?? '') ?? '';
  const reader = READERS[tool];
  // The command may stand behind others (`python -m pip`, `sudo`, `RUN --mount=...`), but not be their argument.
  if (
    reader === undefined ||
    words.slice(0, at).some((word) => /^(echo|install|add|apk|apt-get|apt|which|COPY|ADD)$/.test(word))
  )
    return null;
  const { rest, into } = inFolder(tool, words.slice(at + 1));
  const first = tool === 'pip-sync' ? 0 : rest.findIndex((word) => !word.startsWith('-'));
  if (first === -1) return null;
  const written = [...rest.slice(0, first), ...rest.slice(first + 1)].map(withoutVariableFolder);
  const given = tool === 'uv' && rest[first] === 'run' ? optionsIn(written) : written;
  const asked = reader(
    rest[first] ?? '',
    given.map((word) => (isKnown(word) ? word : '')),
    into === null ? folder : resolved(folder, into),
    place,
  );
  const declarations = asked.declarations.filter(({ name }) => !INSTALLERS.has(name));
  if (declarations.length + asked.selections.length === 0) return null;
  if (given.every(isKnown)) return { ...asked, declarations };
  return { ...asked, declarations, selections: asked.selections.map(asFarAsKnown), isOpen: true };
}

/** Options of `uv run` that take a value. */
const VALUED =
  /^(--(no-|only-)?group|--(no-)?extra|--with(-editable|-requirements)?|--env-file|-p|--python|--package|--(default-|extra-)?index(-url)?|-[if]|--find-links|--(cache|directory|project|config-file)(-dir)?)$/;

/** The options of a tool that runs a command: what stands behind the command is that one's own. */
function optionsIn(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word, at) => !word.startsWith('-') && !VALUED.test(words[at - 1] ?? ''));
  return end === -1 ? words : words.slice(0, end);
}

/** `$HOME/requirements/dev.txt`: the end of a path tells which of the project's files is meant. */
function withoutVariableFolder(word: string): string {
  return word.replace(/^(-\w=?|--[\w-]+=)?\$(?:\w+|\{\w+\})\/(?=[^$]*$)/, '$1');
}

/** What a command with a variable of unknown value installs for certain: it may hold `--no-dev`, or what is left out. */
function asFarAsKnown(selection: Selection): Selection {
  const unasked = [UV_DEFAULT, 'group:*', 'optional:*'];
  return { ...selection, roles: selection.roles.filter((role) => !unasked.includes(role)) };
}

function toolOf(word: string): string | null {
  const name = word.split('/').at(-1) ?? '';
  if (/^pip[\d.]*$/.test(name)) return 'pip';
  return Object.hasOwn(READERS, name) ? name : null;
}

/** The options that say in which folder a tool works, taken off. */
const FOLDER_OPTIONS: Readonly<Record<string, RegExp>> = {
  uv: /^--(directory|project)(?:=(.*))?$/,
  poetry: /^(?:-C|-P|--(directory|project))(?:=(.*))?$/,
  pdm: /^(?:-p|--(project))(?:=(.*))?$/,
};

function inFolder(tool: string, words: readonly string[]): { rest: readonly string[]; into: string | null } {
  const option = FOLDER_OPTIONS[tool];
  const at = option === undefined ? -1 : words.findIndex((word) => option.test(word));
  if (option === undefined || at === -1) return { rest: words, into: null };
  const glued = option.exec(words[at] ?? '')?.[2];
  const rest = [...words.slice(0, at), ...words.slice(at + (glued === undefined ? 2 : 1))];
  const into = glued ?? words[at + 1] ?? '';
  return { rest, into: into !== '' && isKnown(into) && !into.startsWith('/') ? into : null };
}

function fromPip(rest: readonly string[], folder: string, place: Place): Asked {
  return readPipArguments(rest, folder, place);
}

function fromPipSync(rest: readonly string[], folder: string, place: Place): Asked {
  const files = rest.filter((word) => /\.(txt|in|toml)$/.test(word));
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
  return selected(uvRoles(subcommand, rest), folder);
}

function fromPipenv(subcommand: string, rest: readonly string[], folder: string, place: Place): Asked {
  const roles = pipenvRoles(subcommand, rest);
  if (roles === null) return NONE;
  const { declarations, selections } = readPipArguments(rest, folder, place);
  const own = { tool: 'pipenv', path: resolved(folder, '.'), ...roles } as const;
  return { ...NONE, declarations, selections: [own, ...selections.filter(({ tool }) => tool === 'requirements')] };
}

function selected(roles: Roles, folder: string): Asked {
  return roles === null ? NONE : { ...NONE, selections: [{ ...inProject(folder, roles.roles), ...roles }] };
}
