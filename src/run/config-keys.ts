import { UsageError } from '../util/errors.ts';
import { didYouMean } from '../util/suggest.ts';
import { isStrings, isTable, type Table } from '../util/table.ts';
import type { Config } from './config.ts';
import { guardConfig } from './guard-config.ts';
import { FAIL_ON } from './threshold.ts';
import { verifyConfig } from './verify-config.ts';

const KEYS = {
  packages: 'packages',
  'only-packages': 'packages',
  exclude: 'exclude',
  'extend-exclude': 'extendExclude',
  select: 'select',
  ignore: 'ignore',
  'line-length': 'lineLength',
  'fail-on': 'failOn',
  'max-findings': 'maxFindings',
  baseline: 'baseline',
  'per-file-ignores': 'perFileIgnores',
  guard: 'guard',
  verify: 'verify',
} as const;

/**
 * Checks the table of a configuration.
 * @param shown the file's name in messages.
 * @throws UsageError for a key that there is not, and for a value that a key may not have.
 */
export function checkedConfig(table: Table, shown: string, text: string): Omit<Config, 'file' | 'isSilent' | 'unread'> {
  const config: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(table)) {
    const where = `${shown}:${lineOf(key, text)}`;
    if (!isKey(key)) {
      throw new UsageError(`${where}: ${unknown(key, shown)}`);
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

function unknown(key: string, shown: string): string {
  if (!/(^|[\\/])djguard\.toml$/.test(shown)) {
    return `unknown key ${key} in [tool.djguard].${didYouMean(key, Object.keys(KEYS))}`;
  }
  const hint = key === 'tool' ? ' What stands in [tool.djguard] elsewhere is the top level here.' : '';
  return `unknown key ${key}.${hint || didYouMean(key, Object.keys(KEYS))}`;
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
  'per-file-ignores': {
    holds: (value) => isTable(value) && Object.values(value).every(isStrings),
    wanted: 'a table of lists of rules, by pattern',
  },
  'line-length': { holds: isWidth, wanted: 'a number from 20 to 1000' },
  'fail-on': { holds: (value) => FAIL_ON.some((each) => each === value), wanted: `one of ${FAIL_ON.join(', ')}` },
  'max-findings': { holds: (value) => Number.isInteger(value) && (value as number) >= 0, wanted: 'a number from 0' },
  baseline: { holds: (value) => typeof value === 'string' && value !== '', wanted: 'the path of a file' },
};

function isKey(key: string): key is keyof typeof KEYS {
  return Object.hasOwn(KEYS, key);
}

/** Whether a value can be a line length. */
export function isWidth(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 20 && value <= 1000;
}

/** The line that a key of the configuration stands in, found by eye: TOML parsers keep no places. */
function lineOf(key: string, text: string): number {
  const lines = text.split('\n');
  const header = lines.findIndex((line) => /^\s*\[\s*tool\s*\.\s*["']?djguard/.test(line));
  const inside = lines.findIndex(
    (line, index) =>
      index > header &&
      line
        .trimStart()
        .replace(/^\[?["']?/, '')
        .startsWith(key),
  );
  return Math.max(0, inside === -1 ? header : inside) + 1;
}
