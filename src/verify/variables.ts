import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { upward } from '../files/folders.ts';
import { readBytes, readText } from '../files/read.ts';
import { reasonOf, UsageError } from '../util/errors.ts';
import { escaped } from '../util/pattern.ts';
import type { Trouble } from './troubles.ts';

/** A way to give a project the variables that it misses. */
export interface Missing {
  /** The settings modules that need them. */
  readonly environments: readonly string[];
  /** The flags, ready to be pasted behind the command. */
  readonly flags: string;
  /** Where a variable is named: its name, and a file with a line, or a file that `--env-file` takes. */
  readonly named: readonly string[];
}

/** Files that hold variables, and nothing else. */
const LINES = /^\.env($|[.-])|[\w-]\.env$|^(env|dotenv)[.-](example|sample|template|dist)$/;
/** Files that name some among other things. */
const OTHERS = /^(docker-)?compose[\w.-]*\.ya?ml$|^\.gitlab-ci\.yml$|^\.travis\.yml$|^app\.json$/;
const FOLDERS = ['.', '.envs', '.envs/.local', '.envs/.production', 'env', 'envs', 'docker', 'config', '.devcontainer'];
const WORKFLOWS = '.github/workflows';

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
 * What a project misses in its environment, and how to give it.
 * Files are read for the names alone; a value that is printed is one of the kind that the code asks for.
 * @param root the project's folder.
 * @param shown makes an absolute path one that the user knows.
 */
export function missingIn(
  troubles: readonly Pick<Trouble, 'failure' | 'environment'>[],
  titleOf: (environment: Trouble['environment']) => string,
  root: string,
  shown: (path: string) => string,
): Missing | null {
  const lacking = troubles.filter(({ failure }) => (failure?.variables.length ?? 0) > 0);
  const hints = new Map(lacking.flatMap(({ failure }) => failure?.variables ?? []));
  if (hints.size === 0) return null;
  const names = [...hints.keys()];
  return {
    environments: [...new Set(lacking.map(({ environment }) => titleOf(environment)))],
    flags: names.map((name) => `--env ${name}=${hints.get(name)}`).join(' '),
    named: [...new Set(upward(root))].flatMap((folder) => namedBelow(folder, names, shown)),
  };
}

function namedBelow(folder: string, names: readonly string[], shown: (path: string) => string): string[] {
  const inFolders = FOLDERS.flatMap((name) =>
    filesIn(join(folder, name), (file) => LINES.test(file) || OTHERS.test(file)),
  );
  const workflows = filesIn(join(folder, WORKFLOWS), (file) => /\.ya?ml$/.test(file));
  return [...inFolders, ...workflows].flatMap(({ path, name }) => {
    const found = names.flatMap((variable) => {
      const line = lineNaming(variable, path);
      return line === null ? [] : [{ variable, line }];
    });
    const file = shown(path);
    if (found.length === 0) return [];
    const said = found.map(({ variable, line }) => `${variable} (${file}:${line})`).join(', ');
    return [LINES.test(name) ? `${said}; --env-file ${file} takes its values` : said];
  });
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
