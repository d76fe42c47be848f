import type { BootRequest } from './boot.ts';
import type { Boot, Pair } from './types.ts';

/** How many times as long a step may take that took too long in one world alone: the machine may have been busy. */
const PATIENCE = 4;

/**
 * Starts a project with the packages and without them; once more what took too long in one of the two worlds alone.
 * @param start takes by what the seconds of a step are multiplied.
 */
export async function pairOf(start: (absent: boolean, patience: number) => Promise<Boot>): Promise<Pair> {
  const [present, absent] = await Promise.all([start(false, 1), start(true, 1)]);
  if (isSlow(present) === isSlow(absent)) return { present, absent };
  return isSlow(present)
    ? { present: await start(false, PATIENCE), absent }
    : { present, absent: await start(true, PATIENCE) };
}

/** Starts a project once more, to be compared with another start of it that took no longer than it may. */
export async function besides(other: Boot, start: (patience: number) => Promise<Boot>): Promise<Boot> {
  const started = await start(1);
  return isSlow(started) && !isSlow(other) ? start(PATIENCE) : started;
}

/**
 * What makes a world: the packages are hidden, unless there is an interpreter that really lacks them. Where only some
 * of them are to be missing, they are hidden.
 */
export function worldOf(
  absent: boolean,
  { python, absentPython = null }: { readonly python: string; readonly absentPython?: string | null },
  { missing }: Pick<BootRequest, 'missing'> = {},
): Pick<BootRequest, 'python' | 'absent'> {
  const isReal = absent && absentPython !== null && missing === undefined;
  return isReal ? { python: absentPython, absent: false } : { python, absent };
}

function isSlow({ steps }: Boot): boolean {
  return [...steps.values()].some(({ outcome }) => outcome === 'timed out');
}
