import type { Line } from '../lines.ts';
import type { Described } from '../types.ts';
import type { Change } from './differences.ts';
import { dictIn, sequenceIn } from './ownership.ts';
import { plain } from './show.ts';
import { entered, left, type Trace } from './trace.ts';

/**
 * The line that made a setting, or the URL patterns, what they are, as far as a trace of that world tells.
 * @param value what the setting is in the end.
 * @param old the trace of what it is compared with.
 */
export function madeBy(change: Change, value: Described | undefined, now: Trace, old: Trace): Line | null {
  if (change.name === 'urlpatterns') return patternMadeBy(change, now, old);
  const steps = now.made.get(change.name) ?? [];
  const last = steps.at(-1);
  // What else changed it since, no line of a module did: a function that an app calls, say.
  const isLast = last !== undefined && (!isMutable(last.value) || plain(last.value) === plain(value));
  const made =
    (change.lost !== undefined ? left(steps, change.lost) : null) ??
    (change.gained !== undefined ? entered(steps, change.gained) : null) ??
    (isLast ? last : null);
  return made && { file: made.file, line: made.line };
}

function isMutable(value: Described): boolean {
  return sequenceIn(value) !== null || dictIn(value) !== null;
}

/** The line that put a pattern there; for one that is gone, the last one that made the patterns it was among. */
function patternMadeBy({ lost, gained, moved }: Change, now: Trace, old: Trace): Line | null {
  if (lost === undefined) return placeOfPattern(gained ?? moved, now);
  const modules = patternLike(lost, old)?.urlconfs ?? [];
  const lines = [...modules, now.rootUrlconf].map((name) => now.urlconfs.get(name));
  return lines.find((line) => line !== undefined) ?? null;
}

/** The line that put a URL pattern where it is. */
export function placeOfPattern(entry: Described | undefined, trace: Trace): Line | null {
  return patternLike(entry, trace)?.place ?? null;
}

function patternLike(entry: Described | undefined, { patterns }: Trace) {
  const wanted = plain(entry);
  return patterns.find((pattern) => plain(pattern.entry) === wanted);
}
