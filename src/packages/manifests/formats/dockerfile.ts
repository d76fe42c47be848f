import { saidBy, saidByPath } from '../../naming-conventions.ts';
import { folderOf, resolved } from '../../paths.ts';
import {
  type Install,
  type Kind,
  type Manifest,
  type ManifestFile,
  NOTHING,
  type Selection,
  UV_DEFAULT,
} from '../manifest.ts';
import type { ManifestFormat, ReadContext } from '../manifest-format.ts';
import { installsIn, type ScriptContext } from '../syntax/script.ts';
import { expanded } from '../syntax/shell.ts';

/** One instruction of a Dockerfile with its continuation lines. */
interface Instruction {
  readonly name: string;
  /** Everything behind the name; lines and comments are kept so that lines can be counted. */
  readonly text: string;
  readonly line: number;
}

type Who = Pick<Install, 'kind' | 'weight'>;

/**
 * What an image installs. A stage that its name makes a developer's or production's is that;
 * another is what the file's path says, or what a compose file uses it for, else production's, weakly.
 */
export const dockerfile: ManifestFormat = {
  name: 'dockerfile',
  paths: [/(^|\/)([\w.-]+[.-])?(Dockerfile|dockerfile|Containerfile)([.-][\w.-]+)?$/],
  rank: 2,
  isBuilt: true,
  read,
};

function read({ path, text }: ManifestFile, { builtFor }: ReadContext): Manifest {
  const used = builtFor(path);
  const variables = new Map<string, string>();
  const copied = new Map<string, string>();
  const installs: Install[] = [];
  let who = saidByFile(path, used);
  for (const { name, text: argument, line } of instructionsIn(text)) {
    if (name === 'FROM') who = saidByStage(argument) ?? saidByFile(path, used);
    else if (name === 'ARG' || name === 'ENV') assign(argument, name, variables);
    else if (name === 'COPY' || name === 'ADD') noteCopy(expanded(argument, variables), copied);
    if (name !== 'RUN' && name !== 'CMD') continue;
    const context: ScriptContext = { file: path, line, folder: folderOf(path), variables, ...who };
    const found = installsIn(shellForm(argument), context).map((install) => asCopied(install, copied, path));
    installs.push(...found.map((install) => withoutDev(install, variables)));
  }
  return { ...NOTHING, installs };
}

/** The instructions of a Dockerfile; a here-document belongs to its instruction. */
function instructionsIn(text: string): Instruction[] {
  const found: Instruction[] = [];
  const lines = text.split(/\r\n|\n/);
  for (let at = 0; at < lines.length; at++) {
    const match = /^\s*([A-Za-z]+)\s+(.*)$/.exec(lines[at] ?? '');
    if (match === null) continue;
    const line = at + 1;
    const held = [match[2] as string];
    const here = /<<-?\s*["']?(\w+)["']?/.exec(held[0] ?? '')?.[1];
    if (here !== undefined) {
      while (at + 1 < lines.length && lines[at + 1]?.trim() !== here) held.push(lines[++at] as string);
      at++;
    } else while (continues(held.at(-1) as string) && at + 1 < lines.length) held.push(lines[++at] as string);
    const [first = '', ...others] = held.map((part) => (/^\s*(#.*)?$/.test(part) ? '\\' : part));
    found.push({ name: (match[1] as string).toUpperCase(), text: [first, ...others].join('\n'), line });
  }
  return found;
}

/** A comment or an empty line between continuation lines ends nothing. */
function continues(line: string): boolean {
  return /\\\s*$/.test(line) || /^\s*(#.*)?$/.test(line);
}

function saidByFile(path: string, used: Kind): Who {
  const said = saidByPath(path).kind;
  const kind = said === 'unknown' ? used : said;
  return kind === 'unknown' ? { kind: 'production', weight: 'weak' } : { kind, weight: 'strong' };
}

function saidByStage(argument: string): Who | null {
  const stage = /\sAS\s+(\S+)/i.exec(argument)?.[1];
  // A stage called `server` is one of several processes, in whatever environment.
  const kind = stage === undefined || /^server$/i.test(stage) ? 'unknown' : saidBy(stage).kind;
  return kind === 'unknown' ? null : { kind, weight: 'strong' };
}

function assign(argument: string, name: string, variables: Map<string, string>): void {
  const pairs = [...argument.matchAll(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^\s\\]*)/g)];
  const [key, ...value] = argument.trim().split(/\s+/);
  if (pairs.length === 0 && name === 'ENV' && key !== undefined) variables.set(key, value.join(' '));
  for (const [, left = '', right = ''] of pairs)
    variables.set(left, expanded(right.replace(/^["']|["']$/g, ''), variables));
}

/** `RUN ["pip", "install"]`, and options of RUN itself such as `--mount`. */
function shellForm(argument: string): string {
  const text = argument.trim();
  if (text.startsWith('[')) return text.replace(/[[\],]/g, ' ');
  return text
    .replace(/<<-?\s*["']?\w+["']?/, '')
    .replace(/^(--\w+=\S+(\s|\\\n)+)+/, (options) => options.replace(/[^\n]/g, ''));
}

/** Remembers which of the project's files an image calls by another name. */
function noteCopy(argument: string, copied: Map<string, string>): void {
  const words = argument.split(/[\s\\]+/).filter((word) => word !== '' && !word.startsWith('--'));
  const [source, target] = words;
  const name = target?.split('/').at(-1) ?? '';
  if (words.length === 2 && source !== undefined && /\.(txt|in)$/.test(name)) copied.set(name, source);
}

function asCopied(install: Install, copied: ReadonlyMap<string, string>, path: string): Install {
  const original = (selection: Selection): Selection => {
    const source = copied.get(selection.path.split('/').at(-1) ?? '');
    if (source === undefined || selection.tool !== 'requirements') return selection;
    return { ...selection, path: resolved(folderOf(path), source) };
  };
  return { ...install, selections: install.selections.map(original) };
}

/** uv also takes these from the environment: https://docs.astral.sh/uv/reference/environment/ */
function withoutDev(install: Install, variables: ReadonlyMap<string, string>): Install {
  const isSet = (name: string) => /^(1|true|yes|y|on|t)$/i.test(variables.get(name) ?? '');
  if (!/\buv\b/.test(install.text)) return install;
  const dev = isSet('UV_NO_DEV') ? ['group:dev'] : [];
  const left = isSet('UV_NO_DEFAULT_GROUPS') ? [UV_DEFAULT] : [];
  const selections = install.selections.map((at) => ({
    ...at,
    roles: at.roles.filter((role) => !left.includes(role)),
    without: [...at.without, ...dev],
  }));
  return { ...install, selections };
}
