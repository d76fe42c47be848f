import { dirname, resolve } from 'node:path';
import { commonFolder } from '../files/folders.ts';
import { folderOf } from '../files/read.ts';
import { DEFAULT_EXCLUDES } from '../files/walk/patterns.ts';
import { checkPackages } from '../scope/package-names.ts';
import type { GuardStyle } from '../types.ts';
import type { Table } from '../util/table.ts';
import { chosenRules, type FileIgnores, fileIgnores } from './chosen-rules.ts';
import { type Config, findConfig, readConfig } from './config.ts';
import type { Mode } from './result.ts';
import { refusePlaceOfMany } from './several.ts';
import type { Shard } from './shard.ts';
import type { FailOn } from './threshold.ts';
import { NO_VERIFY_CONFIG, type VerifyConfig } from './verify-config.ts';

/** What a run is asked to do. What is left out comes from the configuration, then from the defaults. */
export interface Options {
  readonly mode: Mode;
  /** Files and folders, relative to `cwd`; default: `.`. */
  readonly paths?: readonly string[];
  /** Default: the process's working directory. */
  readonly cwd?: string;
  /** Roots of import packages; default: what the project's manifests have for development only. */
  readonly packages?: readonly string[];
  /** Whether packages that are named are guarded although production installs them. */
  readonly force?: boolean;
  /** Whether only code that production reaches is looked at. */
  readonly productionOnly?: boolean;
  /** Which findings fail a check, or a fix that leaves them; default: any. */
  readonly failOn?: FailOn;
  /** Of several that share the work of a preview or check; default: all of it. */
  readonly shard?: Shard;
  /** How many of these pass all the same; default: none. */
  readonly maxFindings?: number;
  /** A file of findings that are known, and count no more. */
  readonly baseline?: string;
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
  /** A configuration file, in place of the nearest djguard.toml or pyproject.toml. */
  readonly config?: string;
  /** Whether every configuration file is passed over. */
  readonly isolated?: boolean;
  /** One source's bytes in place of files, and the path that it would have. */
  readonly stdin?: { readonly bytes: Uint8Array; readonly path: string };
  /** Ends the run early: before anything is written, or after the file that is being written. */
  readonly signal?: AbortSignal;
  /** Called before anything is written, or the project is run: what comes after that should not be cut off. */
  readonly delay?: () => void;
}

/** The options with the configuration and the defaults put in, and everything checked. */
export interface Settings {
  readonly mode: Mode;
  readonly cwd: string;
  readonly paths: readonly string[];
  /** The innermost folder that all of it lies in, absolute. */
  readonly folder: string;
  /** Those that are named; null where the project's manifests say which. */
  readonly packages: readonly string[] | null;
  /** What the configuration says of packages, as it stands there; null where it says nothing. */
  readonly packageTable: Table | null;
  readonly force: boolean;
  readonly productionOnly: boolean;
  readonly failOn: FailOn;
  readonly maxFindings: number;
  /** The file of findings that are known, absolute; null where there is none. */
  readonly baseline: string | null;
  readonly isolated: boolean;
  readonly shard: Shard | null;
  /** The rules to apply, by name; null for all. */
  readonly rules: ReadonlySet<string> | null;
  /** The rules that are passed over in some files. */
  readonly fileIgnores: FileIgnores;
  readonly exclude: readonly string[];
  readonly excludeBase: string;
  readonly forceExclude: boolean;
  readonly gitignore: boolean;
  /** Null where the formatter's configuration beside each file decides. */
  readonly width: number | null;
  /** What the configuration says of how guards are written. */
  readonly guard: Partial<GuardStyle>;
  readonly configFile: string | null;
  /** What the configuration says of proofs. */
  readonly verify: VerifyConfig;
  /** Whether that file was named, and has no table for djguard. */
  readonly configIsSilent: boolean;
  /** Remarks on nearer files that could have configured it, and could not be read. */
  readonly configUnread: readonly string[];
}

const ISOLATED_WIDTH = 88;

/**
 * Puts options, configuration and defaults together.
 * @throws UsageError for anything that is not right in either.
 */
export async function settle(options: Options): Promise<Settings> {
  const cwd = resolve(options.cwd ?? '.');
  const paths = options.paths?.length ? options.paths : ['.'];
  if (!options.isolated && !options.stdin) refusePlaceOfMany(paths, cwd);
  const places = options.stdin ? [options.stdin.path] : paths;
  const folder = commonFolder(places.map((path) => folderOf(resolve(cwd, path))));
  const config = await configFor(options, cwd, folder);
  const packages = options.packages ?? config.packages ?? null;
  checkPackages(packages, options.force ?? false);
  return {
    mode: options.mode,
    cwd,
    paths,
    folder,
    packages: packages && [...new Set(packages)],
    packageTable: config.packageTable ?? null,
    force: options.force ?? false,
    productionOnly: options.productionOnly ?? false,
    failOn: options.failOn ?? config.failOn ?? 'any',
    maxFindings: options.maxFindings ?? config.maxFindings ?? 0,
    baseline: baselineFor(options, config, cwd),
    isolated: options.isolated ?? false,
    shard: options.shard ?? null,
    rules: await chosenRules(options.select ?? config.select, options.ignore ?? config.ignore),
    fileIgnores: await fileIgnores(config.perFileIgnores ?? {}, config.file === null ? cwd : dirname(config.file)),
    exclude: [
      ...(options.exclude ?? config.exclude ?? DEFAULT_EXCLUDES),
      ...(config.extendExclude ?? []),
      ...(options.extendExclude ?? []),
    ],
    excludeBase: config.file === null || options.config !== undefined ? cwd : dirname(config.file),
    forceExclude: options.forceExclude ?? false,
    gitignore: options.gitignore ?? true,
    width: config.lineLength ?? (options.isolated ? ISOLATED_WIDTH : null),
    guard: config.guard ?? {},
    configFile: config.file,
    verify: config.verify ?? NO_VERIFY_CONFIG,
    configIsSilent: config.isSilent ?? false,
    configUnread: config.unread ?? [],
  };
}

/** A baseline that the configuration names lies beside it. */
function baselineFor(options: Options, config: Config, cwd: string): string | null {
  if (options.baseline !== undefined) return resolve(cwd, options.baseline);
  return config.baseline === undefined || config.file === null ? null : resolve(dirname(config.file), config.baseline);
}

async function configFor(options: Options, cwd: string, folder: string): Promise<Config> {
  if (options.isolated) return { file: null };
  if (options.config !== undefined) return readConfig(options.config, cwd);
  return findConfig(folder, cwd);
}
