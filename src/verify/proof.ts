import { availableParallelism } from 'node:os';
import { type BootRequest, boot } from './boot.ts';
import { differencesBetween } from './compare.ts';
import { type Boot, type Environment, type Proof, type Row, STEPS } from './types.ts';

/** The project as it was before the fix: the same folder with other sources in it, or another folder. */
export type Before =
  | { readonly overlay: ReadonlyMap<string, Buffer> }
  | { readonly root: string }
  /** What `bootEach` saw then, in the order of the environments. */
  | { readonly boots: readonly Boot[] }
  /** Nothing to compare with. */
  | null;

export interface ProofRequest {
  readonly python: string;
  /** The folder that holds manage.py. */
  readonly root: string;
  readonly environments: readonly Environment[];
  /** Roots of import packages that may be missing. */
  readonly packages: readonly string[];
  /** Names of settings that name what Django imports only when it needs it. */
  readonly atFirstUse: readonly string[];
  readonly before: Before;
  /** Seconds that one step may take. */
  readonly timeout: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends it; `prove` then throws an AbortError. */
  readonly signal?: AbortSignal;
}

/**
 * Boots the project with and without the packages, in every environment, and with them also as it was before.
 * This runs the project's code; it touches neither database nor network by itself.
 * @throws where the interpreter cannot run the probe.
 */
export async function prove(request: ProofRequest): Promise<Proof> {
  const limit = limiter(availableParallelism());
  const rows = await Promise.all(request.environments.map((_, at) => rowFor(request, at, limit)));
  const { root, python, packages } = request;
  return { root, python, packages, rows, holds: rows.length > 0 && rows.every(rowHolds) };
}

/**
 * Boots the project as it is now with the packages, in every environment: what a later proof is compared with.
 * @throws where the interpreter cannot run the probe.
 */
export function bootEach({ before: _, ...request }: ProofRequest): Promise<readonly Boot[]> {
  const limit = limiter(availableParallelism());
  const { environments } = request;
  return Promise.all(environments.map((environment) => limit(() => boot({ ...request, environment, absent: false }))));
}

/** Whether every step passed in both worlds, and nothing differs. */
export function rowHolds(row: Row): boolean {
  return passes(row.present) && passes(row.absent) && (row.differences ?? []).length === 0;
}

function passes(boot: Boot): boolean {
  return STEPS.every((step) => boot.steps.get(step)?.outcome === 'passed');
}

async function rowFor({ before, environments, ...shared }: ProofRequest, at: number, limit: Limit): Promise<Row> {
  const environment = environments[at] as Environment;
  const start = (also: Partial<BootRequest>) => limit(() => boot({ ...shared, environment, absent: false, ...also }));
  const [present, absent, old] = await Promise.all([
    start({}),
    start({ absent: true }),
    before === null ? null : 'boots' in before ? before.boots[at] : start({ ...before }),
  ]);
  if (old === null || old === undefined) return { environment, present, absent, differences: null };
  const differences = differencesBetween(old, present);
  if (differences.length === 0) return { environment, present, absent, differences };
  // What no two starts agree on, such as a secret key made at random, tells nothing.
  const restless = new Set(differencesBetween(present, await start({})).map(({ subject }) => subject));
  const kept = differences.filter(({ subject }) => !restless.has(subject));
  return { environment, present, absent, differences: kept };
}

type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets `most` works run at a time, in the order in which they come. */
function limiter(most: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
