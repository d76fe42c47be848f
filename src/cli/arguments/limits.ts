import type { Since } from '../../files/changed.ts';
import type { Mode } from '../../run/result.ts';
import { UsageError } from '../../util/errors.ts';
import type { RunCommand } from '../command.ts';
import { last, only, type Parsed } from './parsed.ts';

/** What is to be shown in place of a run. */
export function showsOf(parsed: Parsed, isOther: boolean): RunCommand['shows'] {
  const flag = only(parsed, ['show-files', 'show-settings']);
  const first = flag === null ? null : (flag.slice('show-'.length) as 'files' | 'settings');
  if (first !== null && isOther) throw new UsageError(`--show-${first} goes with files, not with - or --from-log`);
  return first;
}

const LIMITS = ['staged', 'changed', 'since'] as const;

/** Which files git is to say are meant. */
export function sinceOf(parsed: Parsed, isOther: boolean): Since | null {
  const first = only(parsed, LIMITS);
  if (first === null) return null;
  if (isOther) throw new UsageError(`--${first} goes with files, not with - or --from-log`);
  return first === 'since' ? { ref: last(parsed, 'since') ?? '' } : first;
}

/** What lets a large project begin with findings that it has. */
export function adoptionOf(parsed: Parsed, mode: Mode) {
  const flags = ['max-findings', 'exit-zero', 'baseline', 'write-baseline'];
  const stray = mode === 'preview' ? flags.find((name) => parsed[name]) : undefined;
  if (stray !== undefined) throw new UsageError(`--${stray} goes with --check or --fix: a preview exits 0`);
  const limit = LIMITS.find((name) => parsed[name]);
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
