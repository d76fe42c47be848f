import { type Before, changedSince, sourcesOf } from './before.ts';
import type { BootRequest } from './boot.ts';
import type { Boot, Difference, Pair, World } from './types.ts';
import { whereAlone } from './values/alone.ts';
import { hiddenErrors } from './values/broken.ts';
import type { Starts } from './values/comparison.ts';
import { fallenOut } from './values/lazy.ts';

/** Starts the project in one way, without the packages or with them. */
export type Start = (absent: boolean, also?: Partial<BootRequest>) => Promise<Boot>;

/** What speaks against a proof that holds with all the packages and with none of them. */
export interface Further {
  readonly root: string;
  readonly packages: readonly string[];
  readonly before: Before;
  /** Whether this Python can make every import wait for its first use. */
  readonly lazy: boolean;
  readonly start: Start;
}

/**
 * Looks into worlds that only a project which holds so far is worth: all imports lazy, each package broken, and each
 * missing by itself. The first of these kinds in which something differs is told.
 * @param now the project with all packages and with none; `old` the same as it was before a fix.
 */
export async function furtherDifferences(now: Pair, old: Pair | null, asked: Further): Promise<readonly Difference[]> {
  const { root, packages, before, lazy, start } = asked;
  const [present, absent] = lazy ? await Promise.all([start(false, { lazy }), start(true, { lazy })]) : [null, null];
  const fallen = present && absent ? fallenOut({ present, absent }) : [];
  if (before === null || fallen.length > 0) return fallen;
  const other = sourcesOf(before);
  const hidden = await hiddenErrors(packages, await changedSince(before, root), (broken, steps, version) =>
    start(false, { broken, steps, ...(version === 'before' ? other : {}) }),
  );
  if (hidden.length > 0) return hidden;
  const { differences } = await whereAlone(now, old, packages, {
    now: (alone) => start(true, { missing: [alone] }),
    before: (alone) => start(true, { missing: [alone], ...other }),
    closer: (alone) => closerLook(start, { before, root }, { missing: [alone] }),
  });
  return differences;
}

/**
 * The starts that a closer look at a difference takes.
 * @param also what holds for all of them.
 */
export function closerLook(
  start: Start,
  { before, root }: Pick<Further, 'before' | 'root'>,
  also: Partial<BootRequest> = {},
): Starts {
  const other = sourcesOf(before);
  return {
    changed: async () => new Set((await changedSince(before, root)).keys()),
    again: (world: World, what) =>
      start(world === 'absent', { ...also, seed: 1, ...(what === 'settings' ? { steps: ['settings'] } : {}) }),
    trace: (world: World, version) =>
      start(world === 'absent', {
        ...also,
        trace: true,
        steps: ['settings', 'urls'],
        ...(version === 'before' ? other : {}),
      }),
  };
}
