import type { Ended } from './ended.ts';
import type { Boot, Failure, Step, StepName } from './types.ts';

/** A line of the probe's result. */
type Line = { readonly saw: string; readonly value: unknown } | StepLine;
type StepLine = { readonly step: StepName } & (
  | { readonly began: true }
  | { readonly passed: true }
  | { readonly 'left out': true }
  | { readonly error: Failure }
  | { readonly needs: StepName }
);

/**
 * What a start came to, as the probe wrote it down.
 * @param asked the steps that it was to go through.
 * @param stack where it was when a step's time was up; else empty.
 */
export function resultIn(text: string, asked: readonly StepName[], stack: string, ended: Ended): Boot {
  const lines = linesIn(text);
  const steps = stepsOf(lines, asked, stack, ended.timedOut);
  const seen = new Map(lines.flatMap((line) => ('saw' in line ? [[line.saw, line.value]] : [])));
  return {
    steps,
    settings: (seen.get('settings') as Record<string, unknown> | undefined) ?? null,
    resolved: seen,
    output: ended.output,
    isOutOfMemory: ended.isOutOfMemory || [...steps.values()].some(isMemoryError),
  };
}

function isMemoryError(step: Step): boolean {
  return step.outcome === 'failed' && step.failure.chain.some(({ type }) => type === 'MemoryError');
}

/** A process that is killed may leave half a line. */
function linesIn(text: string): Line[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

function stepsOf(
  lines: readonly Line[],
  asked: readonly StepName[],
  stack: string,
  killed: boolean,
): Map<StepName, Step> {
  const steps = new Map<StepName, Step>();
  let last: StepName = 'settings';
  for (const line of lines) {
    if ('saw' in line) continue;
    last = line.step;
    if ('began' in line) steps.set(line.step, { outcome: killed || stack !== '' ? 'timed out' : 'died', stack });
    else if ('error' in line) steps.set(line.step, { outcome: 'failed', failure: line.error });
    else if ('needs' in line) steps.set(line.step, { outcome: 'not reached', needs: line.needs });
    else steps.set(line.step, { outcome: 'passed' in line ? 'passed' : 'left out' });
  }
  // What killed it may have done so between two steps.
  if (killed && steps.get(last)?.outcome === 'passed') steps.set('the whole of it', { outcome: 'timed out', stack });
  for (const step of asked) if (!steps.has(step)) steps.set(step, { outcome: 'not reached', needs: last });
  return steps;
}
