import { normalised } from '../naming-conventions.ts';
import { resolved } from '../paths.ts';
import { type Declaration, type Place, type Selection, wholeFile } from './manifest.ts';
import { extrasIn, isPathLike, parseRequirement } from './requirement.ts';

/** What the arguments of `pip install`, or a line of a requirements file, ask for. */
export interface Asked {
  readonly declarations: readonly Declaration[];
  readonly selections: readonly Selection[];
  /** Arguments that are no requirements. */
  readonly unknown: readonly string[];
  /** Whether it may ask for more: the value of an argument is not known. */
  readonly isOpen?: boolean;
}

/** Options of pip and its imitators that take a value which is no requirement. */
const VALUED =
  /^(-c|--constraint|-i|--index-url|--extra-index-url|-f|--find-links|-t|--target|-w|--wheel-dir|--prefix|--root|--platform|--python|--pypi-mirror|--categories|--extra-pip-args|--python-version|-p|--progress-bar|--trusted-host|--cache-dir|--download-cache|--log|--timeout|--retries|--src|--no-binary|--only-binary|--upgrade-strategy|--cert|--proxy|--override|--hash|--config-settings|--global-option|--install-option)$/;

/**
 * Reads arguments as pip does.
 * @param folder that paths count from, relative to the project.
 */
export function readPipArguments(words: readonly string[], folder: string, place: Place): Asked {
  const asked = { declarations: [] as Declaration[], selections: [] as Selection[], unknown: [] as string[] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const option = /^(-r|-e|--requirements?|--editable|--group|--extra|-[A-Za-z]*[re])(?:=(.*))?$/.exec(word);
    const glued = /^-(r)(?=[\w./])(.+)$/.exec(word);
    if (option !== null) addOption(asked, option[1] as string, option[2] ?? words[++at] ?? '', folder, place);
    else if (glued !== null) addOption(asked, '-r', glued[2] as string, folder, place);
    else if (word === '--all-extras') asked.selections.push(inProject(folder, ['extra:*']));
    else if (VALUED.test(word)) at++;
    else if (!word.startsWith('-') && word !== '') addRequirement(asked, word, folder, place);
  }
  return asked;
}

type Asking = { declarations: Declaration[]; selections: Selection[]; unknown: string[] };

function addOption(asked: Asking, name: string, value: string, folder: string, place: Place): void {
  // What is edited is a folder, even where it looks like a name.
  if (/^(-\w*e|--editable)$/.test(name)) addRequirement(asked, value.replace(/^(?=[\w-]+(\[|$))/, './'), folder, place);
  else if (name === '--group') asked.selections.push(groupOf(value, folder));
  else if (name === '--extra') asked.selections.push(inProject(folder, [`extra:${normalised(value)}`]));
  else if (/(^|\/)(pyproject|pylock(\.[^./]+)?)\.toml$/.test(value)) {
    asked.selections.push(inProject(resolved(folder, value.replace(/[^/]+$/, '.')), ['main']));
  } else asked.selections.push(wholeFile(resolved(folder, value)));
}

/** `--group dev`, or `--group backend/pyproject.toml:dev`: https://pip.pypa.io/en/stable/user_guide/#dependency-groups */
function groupOf(value: string, folder: string): Selection {
  const [name = '', path = '.'] = value.split(':').reverse();
  return inProject(resolved(folder, path.replace(/pyproject\.toml$/, '.')), [`group:${normalised(name)}`]);
}

/** Adds a requirement, or the project in a folder where a path stands for one. */
function addRequirement(asked: Asking, written: string, folder: string, place: Place): void {
  const requirement = parseRequirement(written);
  if (requirement !== null && !/^(\.|file:)/.test(written)) {
    asked.declarations.push({ ...place, ...requirement });
    return;
  }
  const local = /^((?:file:)?[./~][^[\]#;@]*?|[^[\]#;@\s]+\/)(?:\[([^\]]*)\])?(?:[#;@].*)?$/.exec(written.trim());
  if (local === null || /\.(whl|gz|zip|tgz)$/.test(written)) {
    if (!isPathLike(written)) asked.unknown.push(written);
    return;
  }
  const extras = extrasIn(local[2]).map((extra) => `extra:${extra}`);
  asked.selections.push(inProject(resolved(folder, local[1] as string), ['main', ...extras]));
}

/** Groups of the project in a folder. */
export function inProject(folder: string, roles: readonly string[], without: readonly string[] = []): Selection {
  return { tool: 'project', path: folder, roles, without };
}
