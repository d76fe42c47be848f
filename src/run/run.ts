import { whileLocked } from '../undo/lock.ts';
import { handPlans, showPlans, writePlans } from './apply.ts';
import type { Result } from './result.ts';
import { resultOf } from './result-of.ts';
import { type Options, settle } from './settings.ts';
import { look } from './survey.ts';

/**
 * Looks through the paths, and in `fix` mode writes what can be fixed.
 * What it replaces is kept for `djguard undo`, with the user's state and not in the project.
 * A file that can't be read, parsed or written is a problem in the result; the others are handled all the same.
 * @throws UsageError where the options or the configuration are not right; nothing was touched then.
 */
export async function run(options: Options): Promise<Result> {
  if (options.mode !== 'fix' || options.stdin) return runAlone(options);
  const { folder } = await settle(options);
  return whileLocked(folder, () => runAlone(options));
}

async function runAlone(options: Options): Promise<Result> {
  const survey = await look(options);
  const { mode, cwd } = survey.settings;
  if (mode !== 'fix') return resultOf(survey, showPlans(survey.plans), options);
  if (options.stdin) return resultOf(survey, handPlans(survey.plans), options);
  options.delay?.();
  return resultOf(survey, await writePlans(survey.plans, cwd, options.signal), options);
}
