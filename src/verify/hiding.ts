import { stepsIn } from './step-results.ts';
import { titleOfStep } from './trouble-lines.ts';
import type { Boot, Row, Step } from './types.ts';
import { changesBetween } from './values/compare.ts';

/**
 * What two worlds without the packages do not agree on, a line each: one where they are hidden, and one where nobody
 * installed them.
 * @param row with the world in which they are really missing as `absent`.
 */
export function disagreementsIn(row: Pick<Row, 'environment' | 'present' | 'absent'>, hidden: Boot): string[] {
  const { environment, absent } = row;
  const steps = [...new Set([...stepsIn({ ...row, present: absent, absent: hidden }), ...absent.steps.keys()])];
  const differing = steps.flatMap((step) => {
    const [really, so] = [told(absent.steps.get(step)), told(hidden.steps.get(step))];
    return really === so ? [] : [`${titleOfStep(step)}: really missing ${really}, hidden ${so}`];
  });
  // What a failed step did not come to has no values.
  if (differing.length > 0 && environment.entry === undefined && told(absent.steps.get('settings')) !== 'passed')
    return differing;
  const values = changesBetween(hidden, absent, 'absent', []);
  return [...differing, ...values.map(({ subject, message }) => `${subject}: where really missing it ${message}`)];
}

/** Python words it in another way where a package is hidden. */
function told(step: Step | undefined): string {
  if (step === undefined) return 'not reached';
  if (step.outcome !== 'failed') return step.outcome;
  const { missing, chain } = step.failure;
  return missing === null
    ? `failed (${chain[0]?.type}: ${chain[0]?.message})`
    : `failed for want of ${missing.split('.')[0]}`;
}
