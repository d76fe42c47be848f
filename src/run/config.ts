import { basename, join, resolve } from 'node:path';
import { upward } from '../files/folders.ts';
import { shownPath } from '../files/paths.ts';
import { ReadError, readIfThere } from '../files/read.ts';
import type { GuardStyle } from '../types.ts';
import { reasonOf, UsageError } from '../util/errors.ts';
import { type Table, tableAt } from '../util/table.ts';
import { tableOf } from './config-file.ts';
import { checkedConfig } from './config-keys.ts';
import type { FailOn } from './threshold.ts';
import type { VerifyConfig } from './verify-config.ts';

/** What djguard.toml says, or `[tool.djguard]` in a pyproject.toml. Nothing in it can turn a check into a write. */
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
  /** Rules by the pattern of the files that they are passed over in. */
  readonly perFileIgnores?: Readonly<Record<string, readonly string[]>>;
  readonly failOn?: FailOn;
  readonly maxFindings?: number;
  /** As it is written: relative to the file. */
  readonly baseline?: string;
  /** What `[tool.djguard.guard]` says. */
  readonly guard?: Partial<GuardStyle>;
  /** What `[tool.djguard.verify]` says. */
  readonly verify?: VerifyConfig;
}

/** Holds nothing but djguard's configuration, at its top level. */
export const OWN_FILE = 'djguard.toml';

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
 * Finds the nearest djguard.toml, or pyproject.toml with a `[tool.djguard]` table, from a folder up to its repository's
 * top. Of two in one folder it is djguard.toml.
 * @throws UsageError where that does not say what it may say.
 */
export async function findConfig(folder: string, cwd: string): Promise<Config> {
  const unread: string[] = [];
  for (const file of upward(folder).flatMap((at) => [join(at, OWN_FILE), join(at, 'pyproject.toml')])) {
    const config = await configIn(file, cwd, false);
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
  const isOwn = basename(file) === OWN_FILE;
  // Most projects say nothing to djguard: their file is never parsed, so that its mistakes are not ours.
  if (!isOwn && !bytes.includes('djguard') && !named) return null;
  const shown = shownPath(file, cwd);
  const text = bytes.toString('utf8');
  const whole = await tableOf(text, shown);
  const table = isOwn ? whole : tableAt(whole, ['tool', 'djguard']);
  return table === null ? null : { file, ...checkedConfig(table, shown, text) };
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
