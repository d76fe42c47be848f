import type { Boot } from '../types.ts';
import type { Change } from './differences.ts';
import { ownershipOf, sequenceIn } from './ownership.ts';
import { show } from './show.ts';

/** Settings whose entries Django imports as it starts. */
const AT_START = ['INSTALLED_APPS', 'MIDDLEWARE'];

/**
 * What a start without some packages would still import of them, had it come so far: another failure before may hide it.
 * @returns nothing where a step failed for want of one of them, which says it all.
 */
export function stillNamed({ settings, steps }: Boot, packages: readonly string[]): Change[] {
  const failures = [...steps.values()].map((step) => (step.outcome === 'failed' ? step.failure.missing : null));
  if (settings === null || failures.some((name) => packages.includes(name?.split('.')[0] ?? ''))) return [];
  const theirs = ownershipOf(packages);
  return AT_START.flatMap((name) =>
    (sequenceIn(settings[name])?.parts ?? []).filter(theirs).map((part) => ({
      name,
      subject: name,
      message: `still names ${show(part)}`,
      world: 'absent' as const,
      gained: part,
      isScalar: false,
      isKept: true,
    })),
  );
}
