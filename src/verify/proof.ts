import { availableParallelism } from 'node:os';
import { type Before, sourcesOf } from './before.ts';
import { type BootRequest, boot } from './boot.ts';
import { closerLook, furtherDifferences } from './further-worlds.ts';
import { outcomeOf } from './step-results.ts';
import type { Boot, Environment, Pair, Proof, Row } from './types.ts';
import { compare } from './values/comparison.ts';
import { compareParts } from './values/parts.ts';

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
  /** Bytes of data that each process may have; default: as many as it likes. */
  readonly memory?: number;
  /** Seconds that a command may run which does not end by itself. */
  readonly lasting?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether this Python can make every import wait for its first use: the proof is then to hold so as well. */
  readonly lazy?: boolean;
  /** What starts the project; default: `boot`. */
  readonly start?: typeof boot;
  /** Ends it; `prove` then throws an AbortError. */
  readonly signal?: AbortSignal;
}

/**
 * Boots the project with and without the packages, in every environment, as it is and as it was before.
 * This runs the project's code; it touches neither database nor network by itself.
 * @throws where the interpreter cannot run the probe.
 */
export async function prove(request: ProofRequest): Promise<Proof> {
  const limit = limiter(availableParallelism());
  const found = await Promise.all(request.environments.map((_, at) => rowFor(request, at, limit)));
  const { root, python, packages } = request;
  const rows = found.map((row) => ({ ...row, outcome: outcomeOf(row, packages) }));
  const outcomes = rows.map(({ outcome }) => outcome);
  const outcome = outcomes.includes('fails')
    ? 'fails'
    : outcomes.every((each) => each === 'holds')
      ? 'holds'
      : 'unproven';
  return { root, python, packages, rows, outcome };
}

/**
 * Boots the project as it is in both worlds, in every environment: what a later proof is compared with.
 * @throws where the interpreter cannot run the probe.
 */
export function bootEach({ before: _, lazy: __, start = boot, ...request }: ProofRequest): Promise<readonly Pair[]> {
  const limit = limiter(availableParallelism());
  const { environments } = request;
  return Promise.all(
    environments.map((environment) =>
      pairOf((absent, patience) =>
        limit(() => start({ ...request, environment, absent, timeout: request.timeout * patience })),
      ),
    ),
  );
}

/** How many times as long a step may take that took too long in one world alone: the machine may have been busy. */
const PATIENCE = 4;

/** @param start takes by what the seconds of a step are multiplied. */
async function pairOf(start: (absent: boolean, patience: number) => Promise<Boot>): Promise<Pair> {
  const [present, absent] = await Promise.all([start(false, 1), start(true, 1)]);
  const isSlow = ({ steps }: Boot) => [...steps.values()].some(({ outcome }) => outcome === 'timed out');
  if (isSlow(present) === isSlow(absent)) return { present, absent };
  return isSlow(present)
    ? { present: await start(false, PATIENCE), absent }
    : { present, absent: await start(true, PATIENCE) };
}

async function rowFor(
  { before, environments, start: run = boot, lazy, ...shared }: ProofRequest,
  at: number,
  limit: Limit,
) {
  const environment = environments[at] as Environment;
  const start = (absent: boolean, also: Partial<BootRequest> = {}) =>
    limit(() => run({ ...shared, environment, absent, ...also }));
  const other = sourcesOf(before);
  const known = before !== null && 'boots' in before ? before.boots[at] : null;
  const [now, old] = await Promise.all([
    pairOf((absent, patience) => start(absent, { timeout: shared.timeout * patience })),
    before === null
      ? null
      : (known ?? pairOf((absent, patience) => start(absent, { ...other, timeout: shared.timeout * patience }))),
  ]);
  if (environment.entry !== undefined) {
    const compared = await compareParts(now, old, shared.packages, () => start(false, { seed: 1 }));
    return { environment, ...now, before: old, compared } satisfies Omit<Row, 'outcome'>;
  }
  const compared = await compare(now, old, shared.packages, closerLook(start, other));
  const row = { environment, ...now, before: old, compared } satisfies Omit<Row, 'outcome'>;
  // What fails for other reasons needs no more of them.
  if (outcomeOf(row, shared.packages) !== 'holds') return row;
  const { root, packages } = shared;
  const differences = await furtherDifferences(now, old, { root, packages, before, lazy: lazy ?? false, start });
  return { ...row, compared: { ...compared, differences } };
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
