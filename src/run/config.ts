import { join, resolve } from 'node:path';
import { upward } from '../files/folders.ts';
import { shownPath } from '../files/paths.ts';
import { ReadError, readIfThere } from '../files/read.ts';
import type { GuardStyle } from '../types.ts';
import { reasonOf, UsageError } from '../util/errors.ts';
import { didYouMean } from '../util/suggest.ts';
import { isStrings, isTable, type Table, tableAt } from '../util/table.ts';
import { tableOf } from './config-file.ts';
import { guardConfig } from './guard-config.ts';
import { FAIL_ON, type FailOn } from './threshold.ts';
import { type VerifyConfig, verifyConfig } from './verify-config.ts';

/** What `[tool.djguard]` in a pyproject.toml says. Nothing in it can turn a check into a write. */
export interface Config {
  /** The file that it was read from, absolute; null where there is none. */
  readonly file: string | null;
  /** Whether a file that was named has no table for djguard. */
  readonly isSilent?: boolean;
  /** What is said of nearer files that are none, or are too large to be read. */
  readonly unread?: readonly string[];
  readonly packages?: readonly string[];
  /** `[tool.djguard.packages.NAME]` tables, as they stand there. */
  readonly packageTable?: Table;
  readonly exclude?: readonly string[];
  readonly extendExclude?: readonly string[];
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly lineLength?: number;
  readonly failOn?: FailOn;
  /** What `[tool.djguard.guard]` says. */
  readonly guard?: Partial<GuardStyle>;
  /** What `[tool.djguard.verify]` says. */
  readonly verify?: VerifyConfig;
}

const KEYS = {
  packages: 'packages',
  'only-packages': 'packages',
  exclude: 'exclude',
  'extend-exclude': 'extendExclude',
  select: 'select',
  ignore: 'ignore',
  'line-length': 'lineLength',
  'fail-on': 'failOn',
  guard: 'guard',
  verify: 'verify',
} as const;

/**
 * Reads a configuration file.
 * @param file as given with `--config`.
 * @throws UsageError where it can't be read or does not say what it may say.
 */
export async function readConfig(file: string, cwd: string): Promise<Config> {
  const absolute = resolve(cwd, file);
  const config = await configIn(absolute, cwd, true);
  if (config !== null && 'refused' in config) throw new UsageError(`can't read the configuration: ${config.refused}`);
  return config ?? { file: absolute, isSilent: true };
}

/**
 * Finds the nearest pyproject.toml with a `[tool.djguard]` table, from a folder up to its repository's top.
 * @throws UsageError where that table does not say what it may say.
 */
export async function findConfig(folder: string, cwd: string): Promise<Config> {
  const unread: string[] = [];
  for (const at of upward(folder)) {
    const config = await configIn(join(at, 'pyproject.toml'), cwd, false);
    if (config !== null && !('refused' in config)) return { ...config, unread };
    if (config !== null) unread.push(config.refused);
  }
  return { file: null, unread };
}

/** @returns null where there is nothing for djguard, or a remark on what is no file to be read. */
async function configIn(file: string, cwd: string, named: boolean): Promise<Config | { refused: string } | null> {
  const bytes = bytesOf(file, cwd);
  if (bytes !== null && 'refused' in bytes) return bytes;
  if (bytes === null) {
    if (named) throw new UsageError(`the configuration file ${shownPath(file, cwd)} does not exist`);
    return null;
  }
  // Most projects say nothing to djguard: their file is never parsed, so that its mistakes are not ours.
  if (!bytes.includes('djguard') && !named) return null;
  const shown = shownPath(file, cwd);
  const text = bytes.toString('utf8');
  const table = tableAt(await tableOf(text, shown), ['tool', 'djguard']);
  return table === null ? null : { file, ...checked(table, shown, text) };
}

function bytesOf(file: string, cwd: string): Buffer | { readonly refused: string } | null {
  try {
    return readIfThere(file, 'manifest');
  } catch (error) {
    const shown = shownPath(file, cwd);
    // What leads nowhere is no configuration; what may not be read may be one.
    const isNone = error instanceof ReadError && (error.code === null || error.code === 'ELOOP');
    if (isNone) return { refused: `${shown} ${error.message}` };
    throw new UsageError(`can't read ${shown}: ${reasonOf(error)}`);
  }
}

function checked(table: Table, shown: string, text: string): Omit<Config, 'file' | 'isSilent' | 'unread'> {
  const config: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(table)) {
    const where = `${shown}:${lineOf(key, text)}`;
    if (!isKey(key)) {
      throw new UsageError(`${where}: unknown key ${key} in [tool.djguard].${didYouMean(key, Object.keys(KEYS))}`);
    }
    if (key === 'packages' && isTable(value)) {
      config.packageTable = value;
      continue;
    }
    if (key === 'verify' || key === 'guard') {
      config[key] = key === 'verify' ? verifyConfig(value, where) : guardConfig(value, where);
      continue;
    }
    const { holds, wanted } = Object.hasOwn(SINGLE, key) ? (SINGLE[key] as Wanted) : LISTS;
    if (!holds(value)) throw new UsageError(`${where}: ${key} must be ${wanted}`);
    config[KEYS[key]] = value;
  }
  return config;
}

/** What a key may hold. */
interface Wanted {
  readonly holds: (value: unknown) => boolean;
  /** In words. */
  readonly wanted: string;
}

const LISTS: Wanted = { holds: isStrings, wanted: 'a list of strings' };
/** The keys that hold no list. */
const SINGLE: Readonly<Record<string, Wanted>> = {
  'line-length': { holds: isWidth, wanted: 'a number from 20 to 1000' },
  'fail-on': { holds: (value) => FAIL_ON.some((each) => each === value), wanted: `one of ${FAIL_ON.join(', ')}` },
};

function isKey(key: string): key is keyof typeof KEYS {
  return Object.hasOwn(KEYS, key);
}

/** Whether a value can be a line length. */
export function isWidth(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 20 && value <= 1000;
}

/** The line that a key of `[tool.djguard]` stands in, found by eye: TOML parsers keep no places. */
function lineOf(key: string, text: string): number {
  const lines = text.split('\n');
  const header = lines.findIndex((line) => /^\s*\[\s*tool\s*\.\s*["']?djguard/.test(line));
  const inside = lines.findIndex(
    (line, index) => index > header && line.trimStart().replace(/^["']/, '').startsWith(key),
  );
  return (inside === -1 ? header : inside) + 1;
}
