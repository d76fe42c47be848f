import { availableParallelism } from 'node:os';
import { type Before, sourcesOf } from './before.ts';
import { type BootRequest, boot } from './boot.ts';
import type { Environment } from './environment.ts';
import { closerLook, furtherDifferences } from './further-worlds.ts';
import { disagreementsIn } from './hiding.ts';
import { besides, pairOf, worldOf } from './pair.ts';
import { outcomeOf } from './step-results.ts';
import type { Pair, Proof, Row } from './types.ts';
import { changedLines, unreachedIn } from './unreached.ts';
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
  /** An interpreter that really lacks the packages, to be started in place of hiding them; null for none. */
  readonly absentPython?: string | null;
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
  const watched = await changedLines(request.before, request.root);
  const found = await Promise.all(request.environments.map((_, at) => rowFor(request, at, limit, watched)));
  const { root, python, packages, absentPython = null } = request;
  const rows = found.map((row) => ({ ...row, outcome: outcomeOf(row, packages) }));
  const outcomes = rows.map(({ outcome }) => outcome);
  const outcome = outcomes.includes('fails')
    ? 'fails'
    : outcomes.every((each) => each === 'holds')
      ? 'holds'
      : 'unproven';
  return { root, python, packages, absentPython, rows, unreached: unreachedIn(rows), outcome };
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
        limit(() =>
          start({ ...request, environment, ...worldOf(absent, request), timeout: request.timeout * patience }),
        ),
      ),
    ),
  );
}

async function rowFor(
  { before, environments, start: run = boot, lazy, ...shared }: ProofRequest,
  at: number,
  limit: Limit,
  watched: ReadonlyMap<string, readonly number[]>,
) {
  const environment = environments[at] as Environment;
  const start = (absent: boolean, also: Partial<BootRequest> = {}) =>
    limit(() => run({ ...shared, environment, ...worldOf(absent, shared, also), ...also }));
  const other = sourcesOf(before);
  const known = before !== null && 'boots' in before ? before.boots[at] : null;
  const seconds = (patience: number) => ({ timeout: shared.timeout * patience });
  const [now, old] = await Promise.all([
    pairOf((absent, patience) => start(absent, { watched, ...seconds(patience) })),
    before === null ? null : (known ?? pairOf((absent, patience) => start(absent, { ...other, ...seconds(patience) }))),
  ]);
  const hiding = (patience: number) => start(true, { missing: shared.packages, ...seconds(patience) });
  const disagreements =
    (shared.absentPython ?? null) === null
      ? []
      : disagreementsIn({ environment, ...now }, await besides(now.absent, hiding));
  if (environment.entry !== undefined) {
    const compared = await compareParts(now, old, shared.packages, () => start(false, { seed: 1 }));
    return { environment, ...now, before: old, compared, disagreements } satisfies Omit<Row, 'outcome'>;
  }
  const compared = await compare(now, old, shared.packages, closerLook(start, { before, root: shared.root }));
  const row = { environment, ...now, before: old, compared, disagreements } satisfies Omit<Row, 'outcome'>;
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
