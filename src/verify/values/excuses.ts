import { isDeepStrictEqual } from 'node:util';
import type { Described, Line, Pair, StepName } from '../types.ts';
import type { Change } from './differences.ts';
import { placeOfPattern } from './made-by.ts';
import { entered, placeOf, type Trace } from './trace.ts';

/** The project as it was before the fix, or as it is where that is not known. */
export interface Baseline {
  readonly pair: Pair;
  readonly present: Trace;
  readonly absent: Trace;
  /** Whether it is another than the project as it is. */
  readonly isBefore: boolean;
}

/** What asks for a package in words. */
const ASKS = /\b(find_spec|import_module|is_installed|find_loader|__import__|distribution|version)\s*\(/;

/**
 * Why a value may be another one without the packages: the project itself made it so.
 * @returns null where it did not, as far as is known.
 */
export function excuseFor(
  change: Change,
  now: Described | undefined,
  baseline: Baseline,
  packages: readonly string[],
): string | null {
  if (change.world === 'present' || change.isKept) return null;
  const { settings, resolved } = baseline.pair.absent;
  const before = settings?.[change.name] ?? resolved.get(change.name);
  if (baseline.isBefore && before !== undefined && isDeepStrictEqual(before, now))
    return 'it was so before the fix, too';
  const asking = lineThatAsks(change, baseline, packages);
  return asking === null ? null : `${placeOf(asking)} asks for the package`;
}

/** The line of the project that ran in one world only, or asks in words, and made the value what it is there. */
function lineThatAsks(change: Change, baseline: Baseline, packages: readonly string[]): Line | null {
  const [with_, without] = [baseline.present, baseline.absent];
  if (change.name === 'urlpatterns') {
    const was = placeOfPattern(change.lost, with_);
    if (was && isPassedOver(was, 'urls', baseline)) return was;
    const is = placeOfPattern(change.gained, without);
    return is && !with_.ran.includes(placeOf(is)) ? is : null;
  }
  const steps = with_.made.get(change.name) ?? [];
  const others = without.made.get(change.name) ?? [];
  const made =
    change.lost !== undefined ? entered(steps, change.lost) : change.gained === undefined ? steps.at(-1) : null;
  if (made && isPassedOver(made, 'settings', baseline)) return made;
  const new_ =
    change.gained !== undefined ? entered(others, change.gained) : change.lost === undefined ? others.at(-1) : null;
  if (new_ && !with_.ran.includes(placeOf(new_))) return new_;
  const last = steps.at(-1);
  const names = packages.some((root) => new RegExp(`\\b${root}\\b`).test(last?.text ?? ''));
  return change.isScalar && last !== undefined && (names || ASKS.test(last.text)) ? last : null;
}

/** Whether a line that runs with the packages was passed over without them, and not only never come to. */
function isPassedOver(line: Line, step: StepName, { present, absent, pair }: Baseline): boolean {
  const place = placeOf(line);
  if (absent.ran.includes(place)) return false;
  if (pair.absent.steps.get(step)?.outcome === 'passed') return true;
  const end = present.ran.indexOf(absent.ran.at(-1) ?? '');
  return present.ran.indexOf(place) < end;
}
