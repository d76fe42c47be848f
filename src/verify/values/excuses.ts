import { isDeepStrictEqual } from 'node:util';
import type { Line } from '../lines.ts';
import type { Boot, Described, Pair, StepName } from '../types.ts';
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
  /** The project as it is without the packages. */
  readonly now: { readonly boot: Boot; readonly trace: Trace };
  /** The files that are not what they were. */
  readonly changed: ReadonlySet<string>;
  /** The settings that the project itself makes depend on the packages. */
  readonly own: ReadonlySet<string>;
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
    if (was && isPassedOver(was, 'urls', baseline, packages)) return was;
    const is = placeOfPattern(change.gained, without);
    return is && !with_.ran.includes(placeOf(is)) ? is : null;
  }
  const steps = with_.made.get(change.name) ?? [];
  const others = without.made.get(change.name) ?? [];
  const made =
    change.lost !== undefined ? entered(steps, change.lost) : change.gained === undefined ? steps.at(-1) : null;
  if (made && isPassedOver(made, 'settings', baseline, packages)) return made;
  const new_ =
    change.gained !== undefined ? entered(others, change.gained) : change.lost === undefined ? others.at(-1) : null;
  if (new_ && !with_.ran.includes(placeOf(new_))) return new_;
  const last = steps.at(-1);
  const names = packages.some((root) => new RegExp(`\\b${root}\\b`).test(last?.text ?? ''));
  return change.isScalar && last !== undefined && (names || ASKS.test(last.text)) ? last : null;
}

/** Whether a line that runs with the packages was passed over without them, and not only never come to. */
function isPassedOver(line: Line, step: StepName, baseline: Baseline, packages: readonly string[]): boolean {
  const { present, absent, pair } = baseline;
  const place = placeOf(line);
  if (absent.ran.includes(place)) return false;
  if (isPassedOverNow(line, step, baseline, packages)) return true;
  if (pair.absent.steps.get(step)?.outcome === 'passed') return true;
  const end = present.ran.indexOf(absent.ran.at(-1) ?? '');
  return present.ran.indexOf(place) < end;
}

/**
 * Whether a line of a file that the fix left alone is passed over without the packages now, where the project may have
 * failed before it came to it: a condition around it has to ask for a package, or for a setting that does.
 */
function isPassedOverNow(line: Line, step: StepName, baseline: Baseline, packages: readonly string[]): boolean {
  const { isBefore, changed, now, own, present } = baseline;
  if (!isBefore || changed.has(line.file) || now.boot.steps.get(step)?.outcome !== 'passed') return false;
  const asked = present.guards.get(placeOf(line)) ?? [];
  return !now.trace.ran.includes(placeOf(line)) && asked.some((word) => packages.includes(word) || own.has(word));
}
