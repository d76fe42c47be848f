import type { Since } from '../../files/changed.ts';
import type { Mode } from '../../run/result.ts';
import { UsageError } from '../../util/errors.ts';
import type { RunCommand } from '../command.ts';
import { last, type Parsed } from './parsed.ts';

/** What is to be shown in place of a run. */
export function showsOf(parsed: Parsed, isOther: boolean): RunCommand['shows'] {
  const given = (['files', 'settings'] as const).filter((name) => parsed[`show-${name}`]);
  const [first = null] = given;
  if (given.length > 1) throw new UsageError('--show-files and --show-settings exclude each other');
  if (first !== null && isOther) throw new UsageError(`--show-${first} goes with files, not with - or --from-log`);
  return first;
}

/** Which files git is to say are meant. */
export function sinceOf(parsed: Parsed, isOther: boolean): Since | null {
  const given = ['staged', 'changed', 'since'].filter((name) => parsed[name]);
  const [first] = given;
  if (first === undefined) return null;
  if (given.length > 1) throw new UsageError(`${given.map((name) => `--${name}`).join(' and ')} exclude each other`);
  if (isOther) throw new UsageError(`--${first} goes with files, not with - or --from-log`);
  return first === 'since' ? { ref: last(parsed, 'since') ?? '' } : (first as 'staged' | 'changed');
}

/** What lets a large project begin with findings that it has. */
export function adoptionOf(parsed: Parsed, mode: Mode) {
  const flags = ['max-findings', 'exit-zero', 'baseline', 'write-baseline'];
  const stray = mode === 'preview' ? flags.find((name) => parsed[name]) : undefined;
  if (stray !== undefined) throw new UsageError(`--${stray} goes with --check or --fix: a preview exits 0`);
  const limit = ['staged', 'changed', 'since'].find((name) => parsed[name]);
  if (limit !== undefined && parsed['write-baseline']) {
    throw new UsageError(`--write-baseline puts all on record, and does not go with --${limit}`);
  }
  if (mode === 'fix' && parsed['write-baseline']) throw new UsageError('--write-baseline goes with --check');
  if (parsed.statistics && mode !== 'check') throw new UsageError('--statistics goes with --check');
  const most = last(parsed, 'max-findings');
  if (most !== null && !/^\d{1,9}$/.test(most)) throw new UsageError(`--max-findings takes a number, not ${most}`);
  const baseline = last(parsed, 'baseline');
  return {
    ...(most === null ? {} : { maxFindings: Number(most) }),
    ...(baseline === null ? {} : { baseline }),
  };
}
