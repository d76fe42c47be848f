import { dirname, resolve } from 'node:path';
import { type Config, findConfig, readConfig } from './config.ts';
import { UsageError } from './errors.ts';
import { isInside } from './files/paths.ts';
import { DEFAULT_EXCLUDES } from './files/patterns.ts';
import { folderOf } from './files/read.ts';
import type { Mode } from './result.ts';
import { didYouMean } from './suggest.ts';

/** What a run is asked to do. What is left out comes from the configuration, then from the defaults. */
export interface Options {
  readonly mode: Mode;
  /** Files and folders, relative to `cwd`; default: `.`. */
  readonly paths?: readonly string[];
  /** Default: the process's working directory. */
  readonly cwd?: string;
  /** Roots of import packages; default: `debug_toolbar`. */
  readonly packages?: readonly string[];
  /** Codes or names of rules; default: all. */
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  /** Patterns as in a .gitignore, in place of the default ones. */
  readonly exclude?: readonly string[];
  readonly extendExclude?: readonly string[];
  /** Whether the patterns also hold for files that are named in `paths`. */
  readonly forceExclude?: boolean;
  /** Default: true. */
  readonly gitignore?: boolean;
  /** A configuration file, in place of the nearest pyproject.toml. */
  readonly config?: string;
  /** Whether every configuration file is passed over. */
  readonly isolated?: boolean;
  /** One source's bytes in place of files, and the path that it would have. */
  readonly stdin?: { readonly bytes: Uint8Array; readonly path: string };
  /** Ends the run early: before anything is written, or after the file that is being written. */
  readonly signal?: AbortSignal;
}

/** The options with the configuration and the defaults put in, and everything checked. */
export interface Settings {
  readonly mode: Mode;
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly packages: readonly string[];
  /** The rules to apply, by name; null for all. */
  readonly rules: ReadonlySet<string> | null;
  readonly exclude: readonly string[];
  readonly excludeBase: string;
  readonly forceExclude: boolean;
  readonly gitignore: boolean;
  /** Null where the formatter's configuration beside each file decides. */
  readonly width: number | null;
  readonly configFile: string | null;
}

const DEFAULT_PACKAGES: readonly string[] = ['debug_toolbar'];
const ISOLATED_WIDTH = 88;

/**
 * Puts options, configuration and defaults together.
 * @throws UsageError for anything that is not right in either.
 */
export async function settle(options: Options): Promise<Settings> {
  const cwd = resolve(options.cwd ?? '.');
  const paths = options.paths?.length ? options.paths : ['.'];
  const config = await configFor(options, cwd, paths);
  const packages = options.packages ?? config.packages ?? DEFAULT_PACKAGES;
  if (packages.length === 0) throw new UsageError('no package is named');
  for (const name of packages) checkPackage(name);
  return {
    mode: options.mode,
    cwd,
    paths,
    packages: [...new Set(packages)],
    rules: await rulesOf(options.select ?? config.select, options.ignore ?? config.ignore),
    exclude: [
      ...(options.exclude ?? config.exclude ?? DEFAULT_EXCLUDES),
      ...(config.extendExclude ?? []),
      ...(options.extendExclude ?? []),
    ],
    excludeBase: config.file === null || options.config !== undefined ? cwd : dirname(config.file),
    forceExclude: options.forceExclude ?? false,
    gitignore: options.gitignore ?? true,
    width: config.lineLength ?? (options.isolated ? ISOLATED_WIDTH : null),
    configFile: config.file,
  };
}

async function configFor(options: Options, cwd: string, paths: readonly string[]): Promise<Config> {
  if (options.isolated) return { file: null };
  if (options.config !== undefined) return readConfig(options.config, cwd);
  const places = options.stdin ? [options.stdin.path] : paths;
  return findConfig(commonFolder(places.map((path) => folderOf(resolve(cwd, path)))), cwd);
}

/** The innermost folder that holds all the folders. */
export function commonFolder(folders: readonly string[]): string {
  const [first = '.', ...others] = folders;
  let common = first;
  while (!others.every((folder) => folder === common || isInside(folder, common))) common = dirname(common);
  return common;
}

const KEYWORDS =
  /^(False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/;

/** A package is named by its import root; people also try the distribution's name, or a dotted path. */
function checkPackage(name: string): void {
  if (/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name) && !KEYWORDS.test(name)) return;
  throw new UsageError(
    `${JSON.stringify(name)} is no import package: give the name that code imports, such as debug_toolbar`,
  );
}

/** The names of the rules that are left; codes, names and prefixes of codes choose. */
async function rulesOf(
  select: readonly string[] | undefined,
  ignore: readonly string[] | undefined,
): Promise<ReadonlySet<string> | null> {
  if (select === undefined && ignore === undefined) return null;
  const { transforms } = await import('../transforms/index.ts');
  const named = (word: string): readonly string[] => {
    const found = transforms.filter(({ code, name }) => code.toLowerCase() === word.toLowerCase() || name === word);
    if (found.length > 0) return found.map(({ name }) => name);
    const known = transforms.flatMap(({ code, name }) => [code, name]);
    throw new UsageError(`there is no rule ${JSON.stringify(word)}.${didYouMean(word, known)}`);
  };
  const rules = new Set(select === undefined ? transforms.map(({ name }) => name) : select.flatMap(named));
  for (const name of (ignore ?? []).flatMap(named)) rules.delete(name);
  return rules;
}
