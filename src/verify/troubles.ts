import { isInside, slashed } from '../files/paths.ts';
import type { Finding } from '../types.ts';
import type { Environment } from './environment.ts';
import { stepResult, stepsIn } from './step-results.ts';
import type { Failure, Proof, StepName, World } from './types.ts';

/** A finding in a file of the project. */
export interface Located {
  /** As shown. */
  readonly path: string;
  readonly finding: Finding;
  /** The line that the finding ends in. */
  readonly endLine: number;
}

/** A line of the project. */
export interface Where {
  /** Relative to the project. */
  readonly file: string;
  /** The same file as shown. */
  readonly path: string;
  readonly line: number;
}

/** One step that did not pass in one world. Steps that were not reached for want of it are no troubles of their own. */
export interface Trouble {
  readonly environment: Environment;
  readonly world: World;
  readonly step: StepName;
  readonly outcome: 'failed' | 'timed out' | 'died';
  /** Whether it is no fault of the fix: it failed so before, in both worlds. */
  readonly isOld: boolean;
  /** What was raised; null where the process ended. */
  readonly failure: Failure | null;
  /** The innermost line of the project's own code. */
  readonly where: Where | null;
  /** The uses of a package that the failure comes from. */
  readonly findings: readonly Located[];
}

export const WORLDS = ['present', 'absent'] as const satisfies readonly World[];

/**
 * Everything that went wrong, in the order of the proof.
 * @param nameOf the shown path of a file that is named relative to the project.
 */
export function troublesIn(proof: Proof, nameOf: (file: string) => string = (file) => file): Trouble[] {
  const shown = (where: Omit<Where, 'path'> | null) =>
    where && { file: where.file, path: nameOf(where.file), line: where.line };
  return proof.rows.flatMap((row) =>
    WORLDS.flatMap((world) =>
      stepsIn(row).flatMap((step) => {
        const found = row[world].steps.get(step);
        const isOld = stepResult(row, step, proof.packages) === 'unprovable';
        // In both worlds it is the same: once is enough.
        if (isOld && world === 'absent') return [];
        const what = { environment: row.environment, world, step, isOld, findings: [] };
        if (found?.outcome === 'failed') {
          return { ...what, outcome: found.outcome, failure: found.failure, where: shown(found.failure.where) };
        }
        if (found?.outcome !== 'timed out' && found?.outcome !== 'died') return [];
        return { ...what, outcome: found.outcome, failure: null, where: shown(whereIn(found.stack, proof.root)) };
      }),
    ),
  );
}

/** The project's innermost line in a stack as Python's faulthandler writes it. */
function whereIn(stack: string, root: string): Omit<Where, 'path'> | null {
  for (const [, path = '', line] of stack.matchAll(/^ {2}File "(.+)", line (\d+)/gm)) {
    const isOwn = isInside(path, root) && !path.includes('site-packages');
    if (isOwn) return { file: slashed(path, root), line: Number(line) };
  }
  return null;
}

/**
 * The findings that a failure belongs to: those in the line where it rose, else those of the rules that the step
 * fails for.
 * @param packages the roots that the proof was about.
 * @param failsFor whether a step may fail for a finding, going by its rule.
 */
export function findingsBehind(
  { failure, step, where, isOld }: Trouble,
  findings: readonly Located[],
  packages: readonly string[],
  failsFor: (step: StepName, finding: Finding) => boolean,
): readonly Located[] {
  if (failure === null || isOld) return [];
  const root = failure.missing?.split('.')[0] ?? null;
  if (root !== null && !packages.includes(root)) return [];
  const ours = root === null ? findings : findings.filter(({ finding }) => finding.package === root);
  const there = ours.filter(
    ({ path, finding, endLine }) =>
      where !== null && path === where.path && finding.line <= where.line && where.line <= endLine,
  );
  if (there.length > 0 || root === null) return there;
  return ours.filter(({ finding }) => failsFor(step, finding));
}
