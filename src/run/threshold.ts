import type { Level } from '../types.ts';

/** From which level on findings fail a run: from any, from what breaks production under a condition, or in any case. */
export type FailOn = 'any' | 'condition' | 'production';

/** What `--fail-on` takes, the default first. */
export const FAIL_ON: readonly FailOn[] = ['any', 'condition', 'production'];

const FAILING: Readonly<Record<FailOn, ReadonlySet<Level>>> = {
  any: new Set<Level>(['production', 'condition', 'developers', 'unknown']),
  condition: new Set<Level>(['production', 'condition', 'unknown']),
  // What is not known may break production.
  production: new Set<Level>(['production', 'unknown']),
};

/** Whether a finding of a level fails a run; one that nobody looked at is not known. */
export function isFailing(level: Level | undefined, failOn: FailOn): boolean {
  return FAILING[failOn].has(level ?? 'unknown');
}
