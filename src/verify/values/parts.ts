import type { Boot, Comparison, Difference, Excused, Pair } from '../types.ts';
import { changesBetween } from './compare.ts';
import type { Change } from './differences.ts';

const LEFT_OUT = "whether the project's own code means to leave it out without the packages is not known";

/**
 * Compares what an app has, its routes or tasks: with the packages to what it had before a fix, and without them to
 * what it has with them, less what is the packages'. What is missing without them alone may well be meant so: it is
 * listed, and fails nothing.
 * @param again starts the program once more with the packages, so that what is random is seen.
 */
export async function compareParts(
  now: Pair,
  before: Pair | null,
  packages: readonly string[],
  again: () => Promise<Boot>,
): Promise<Comparison> {
  const old = (before ?? now).present;
  const lost = before === null ? [] : changesBetween(before.present, now.present, 'present', []);
  const without = changesBetween(old, now.absent, 'absent', packages);
  if (lost.length + without.length === 0) return { differences: [], excused: [], restless: [] };
  const random = new Set(changesBetween(now.present, await again(), 'present', []).map(({ name }) => name));
  const told = (changes: readonly Change[]) => changes.filter(({ name }) => !random.has(name)).map(differenceOf);
  return {
    differences: told(lost),
    excused: told(without).map((difference): Excused => ({ ...difference, reason: LEFT_OUT })),
    restless: [...random],
  };
}

function differenceOf({ subject, message, world }: Change): Difference {
  return { subject, message, world, where: null };
}
