import { exitCodeOf, type Result, standingIn } from '../run/result.ts';
import { isFailing } from '../run/threshold.ts';
import type { Level } from '../types.ts';
import { count } from './text.ts';

/** How many findings of each level there are, the worst first. */
export type LevelCounts = Readonly<Record<Level, number>>;

/** Counts the findings that stand when the run is over. */
export function levelCounts(result: Result): LevelCounts {
  const counts = { production: 0, condition: 0, developers: 0, unknown: 0 };
  for (const file of result.files) {
    for (const { level } of standingIn(file, result.mode)) counts[level ?? 'unknown']++;
  }
  return counts;
}

/** The findings by their levels in one line, and why the exit code is what it is where they do not say so. */
export function levelLines(result: Result): readonly string[] {
  const counts = levelCounts(result);
  const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
  if (all === 0) return [];
  const shares = [
    [counts.production, counts.production === 1 ? 'breaks production' : 'break production'],
    [counts.condition, 'under a condition'],
    [counts.developers, 'for developers only'],
    [counts.unknown, 'not known'],
  ] as const;
  const told = shares.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  return [`${count(all, 'finding')}: ${told.join(', ')}.`, ...reasons(result, counts)];
}

/** An exit code of 0 in spite of findings, or of 1 for nothing but what is not known, is told. */
function reasons(result: Result, { production, condition, unknown }: LevelCounts): readonly string[] {
  const { mode, failOn } = result;
  const code = exitCodeOf(result);
  if (mode === 'preview' || failOn === 'any' || code === 2) return [];
  if (code === 0) return [`Exit code 0: --fail-on ${failOn} lets these pass.`];
  const known = (isFailing('production', failOn) ? production : 0) + (isFailing('condition', failOn) ? condition : 0);
  if (known > 0 || unknown === 0) return [];
  return [`Exit code 1: what is not known may break production, so --fail-on ${failOn} does not let it pass.`];
}
