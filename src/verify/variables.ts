import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { upward } from '../files/folders.ts';
import { readBytes, readText } from '../files/read.ts';
import { reasonOf, UsageError } from '../util/errors.ts';
import { escaped } from '../util/pattern.ts';
import { titleOf } from './environment.ts';
import type { Rehearsal } from './lacking.ts';
import type { Trouble } from './troubles.ts';

/** A way to give a project the variables that it misses. */
export interface Missing {
  /** The settings modules that need them. */
  readonly environments: readonly string[];
  /** The flags, ready to be pasted behind the command. */
  readonly flags: string;
  /** Where a variable is named: its name, and a file with a line, or a file that `--env-file` takes. */
  readonly named: readonly string[];
  /** What the project then fails for, once it has the values that `flags` give. */
  readonly afterwards: readonly Trouble[];
}

/** Files that hold variables, and nothing else. */
const LINES = /^\.env($|[.-])|[\w-]\.env$|^(env|dotenv)[.-](example|sample|template|dist)$/;
/** Files that name some among other things. */
const OTHERS = /^(docker-)?compose[\w.-]*\.ya?ml$|^\.gitlab-ci\.yml$|^\.travis\.yml$|^app\.json$/;
/** Beside the folders of a project that are not hidden. */
const FOLDERS = ['.envs', '.envs/.local', '.envs/.production', '.devcontainer'];
const WORKFLOWS = '.github/workflows';
/** What holds no files of the project's own. */
const FOREIGN = new Set(['node_modules', 'venv', 'env3', '__pycache__']);
/** Folders that are looked into; more of them are no folders of configuration. */
const MOST = 200;

/**
 * The variables of files such as `.env`; a later file wins.
 * @throws UsageError where one can't be read.
 */
export function variablesIn(files: readonly string[], cwd: string): Readonly<Record<string, string>> {
  return Object.assign({}, ...files.map((file) => variablesOf(resolve(cwd, file), file)));
}

function variablesOf(path: string, shown: string): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readBytes(path, 'manifest').toString('utf8'));
  } catch (error) {
    throw new UsageError(`can't read --env-file ${shown}: ${reasonOf(error)}`);
  }
}

/**
 * What a project misses in its environment, and how to give it; null where nothing.
 * Files are read for the names alone; a value that is printed is one of the kind that the code asks for.
 * @param root the project's folder.
 * @param shown makes an absolute path one that the user knows.
 */
export function missingIn(
  { variables, environments, failures }: Rehearsal,
  root: string,
  shown: (path: string) => string,
): Missing | null {
  const names = [...variables.keys()];
  if (names.length === 0) return null;
  return {
    environments: environments.map(titleOf),
    flags: names.map((name) => `--env ${name}=${variables.get(name)}`).join(' '),
    named: [...new Set(upward(root))].flatMap((folder) => namedBelow(folder, names, shown)),
    afterwards: failures,
  };
}

/** The files of a folder that name variables, those that name the most of them first. */
function namedBelow(folder: string, names: readonly string[], shown: (path: string) => string): string[] {
  const inFolders = ['.', ...FOLDERS, ...foldersIn(folder)].flatMap((name) =>
    filesIn(join(folder, name), (file) => LINES.test(file) || OTHERS.test(file)),
  );
  const workflows = filesIn(join(folder, WORKFLOWS), (file) => /\.ya?ml$/.test(file));
  const files = [...inFolders, ...workflows].map((file) => ({
    ...file,
    found: names.flatMap((variable) => {
      const line = lineNaming(variable, file.path);
      return line === null ? [] : [{ variable, line }];
    }),
  }));
  return files
    .filter(({ found }) => found.length > 0)
    .sort((one, other) => other.found.length - one.found.length)
    .map(({ path, name, found }) => {
      const file = shown(path);
      const said = found.map(({ variable, line }) => `${variable} (${file}:${line})`).join(', ');
      if (!LINES.test(name)) return said;
      const all = found.length === names.length ? ', all of them' : '';
      return `${said}${all}; --env-file ${file} takes its values`;
    });
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const folders = entries.filter((each) => each.isDirectory()).map(({ name }) => name);
    return folders.filter((name) => !name.startsWith('.') && !FOREIGN.has(name)).slice(0, MOST);
  } catch {
    return [];
  }
}

function filesIn(folder: string, isWanted: (name: string) => boolean): { path: string; name: string }[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isFile() && isWanted(entry.name),
    );
    return entries.map(({ name }) => ({ path: join(folder, name), name })).sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch {
    return [];
  }
}

/** `NAME=value`, `NAME: value`, `- NAME=value`, `"NAME": ...`. */
function lineNaming(variable: string, path: string): number | null {
  const pattern = new RegExp(`^\\s*(?:-\\s*|export\\s+)?["']?${escaped(variable)}["']?\\s*[=:]`);
  const lines = readText(path, 'manifest')?.split('\n') ?? [];
  const at = lines.findIndex((line) => pattern.test(line));
  return at < 0 ? null : at + 1;
}
