import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ended } from './ended.ts';
import { type Run, runToEnd } from './process.ts';
import type { World } from './types.ts';

/** The folder whose sitecustomize.py makes packages unimportable in every Python that is started with it. */
const ABSENT = fileURLToPath(new URL('./absent', import.meta.url));

/**
 * Runs the user's own command in one world, such as `python manage.py test`. A Python that ignores PYTHONPATH (`-I`,
 * `-E`) is not kept from the packages.
 * @throws where the program cannot be started.
 */
export function runIn(
  world: World,
  command: readonly [string, ...string[]],
  packages: readonly string[],
  run: Run,
): Promise<Ended> {
  if (world === 'present') return runToEnd(command, run);
  const path = [ABSENT, run.env.PYTHONPATH].filter(Boolean).join(delimiter);
  return runToEnd(command, { ...run, env: { ...run.env, PYTHONPATH: path, DJGUARD_ABSENT: packages.join(',') } });
}
