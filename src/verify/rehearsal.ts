import { type BootRequest, boot } from './boot.ts';
import type { Environment } from './environment.ts';
import { lackingIn, type Rehearsal } from './lacking.ts';
import type { Trouble } from './troubles.ts';
import { type Boot, type Failure, STEPS, type StepName } from './types.ts';

type Start = Omit<BootRequest, 'environment' | 'absent' | 'steps'>;

/** Starts before which a project has asked for all that it needs; each finds at least one variable more. */
const MOST = 8;
/** What asks for variables, as a rule; this one may take long. */
const TRIED = STEPS.filter((step) => step !== 'collectstatic');

/**
 * Starts what misses variables again, with values made up for them, until it misses no more: settings end at the first
 * variable that is not there, and whoever gives that should not come back for the next.
 * @param others ways to start it that were not tried, and that somebody who gives the variables will try next.
 * @param nameOf the shown path of a file that is named relative to the project.
 */
export async function rehearse(
  troubles: readonly Trouble[],
  others: readonly Environment[],
  request: Start,
  nameOf: (file: string) => string,
  start: typeof boot = boot,
): Promise<Rehearsal> {
  const lacking = lackingIn(troubles);
  const variables = new Map(lacking.flatMap(({ failure }) => failure?.variables ?? []));
  const failures: Trouble[] = [];
  const environments = new Set(lacking.map((trouble) => trouble.environment));
  for (const environment of [...environments, ...(lacking.length > 0 ? others : [])]) {
    const known = variables.size;
    const last = await rehearsed(environment, variables, request, start);
    const { where = null } = last?.failure ?? {};
    const what = { environment, world: 'present', outcome: 'failed', isOld: true, findings: [] } as const;
    if (variables.size > known) environments.add(environment);
    else if (!environments.has(environment)) continue; // what does not run has failures of its own
    if (last !== null) failures.push({ ...what, ...last, where: where && { ...where, path: nameOf(where.file) } });
  }
  return { variables, environments: [...environments], failures };
}

/** Adds what one way to start the project misses to `variables`; returns what it fails for with all of them. */
async function rehearsed(
  environment: Environment,
  variables: Map<string, string>,
  request: Start,
  start: typeof boot,
): Promise<{ readonly step: StepName; readonly failure: Failure } | null> {
  for (let round = 0; round < MOST; round += 1) {
    const env = { ...(request.env ?? process.env), ...Object.fromEntries(variables) };
    const steps = environment.entry === undefined ? { steps: TRIED } : {};
    const failed = failedIn(await start({ ...request, environment, absent: false, env, ...steps }));
    const more = failed.flatMap(({ failure }) => failure.variables.filter(([name]) => !variables.has(name)));
    if (more.length === 0) return failed[0] ?? null;
    for (const [name, value] of more) variables.set(name, value);
  }
  return null;
}

function failedIn({ steps }: Boot) {
  return [...steps].flatMap(([step, { outcome, ...rest }]) =>
    outcome === 'failed' && 'failure' in rest ? [{ step, failure: rest.failure as Failure }] : [],
  );
}
