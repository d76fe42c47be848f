import { type Pair, type ProofOutcome, type Row, STEPS, type Step, type StepName } from './types.ts';

/**
 * What a step shows. `cured`: before the fix it failed without the packages, and passes now. `unprovable`: it fails
 * as it did before, in both worlds, for a reason that is not the packages'.
 */
export type StepResult = 'passed' | 'cured' | 'failed' | 'unprovable' | 'left out';

type Judged = Omit<Row, 'outcome' | 'disagreements'>;

/** The steps of one way to start the project, in their order: what a program's are is known from its starts alone. */
export function stepsIn({
  environment,
  present,
  absent,
}: Pick<Row, 'environment' | 'present' | 'absent'>): readonly StepName[] {
  if (environment.entry === undefined) return STEPS;
  return [...new Set([...present.steps.keys(), ...absent.steps.keys()])];
}

/** What a step shows, going by its results in both worlds, before and after. */
export function stepResult(row: Judged, step: StepName, packages: readonly string[]): StepResult {
  const { present, absent, before } = stepsOf(row, step);
  if (present.outcome === 'left out' || absent.outcome === 'left out') return 'left out';
  if (present.outcome === 'passed' && absent.outcome === 'passed') {
    const wasBroken = before?.present.outcome === 'passed' && before.absent.outcome !== 'passed';
    return wasBroken ? 'cured' : 'passed';
  }
  if (present.outcome === 'not reached' && absent.outcome === 'not reached') {
    const needed = stepResult(row, present.needs, packages);
    return needed === 'unprovable' ? 'unprovable' : 'failed';
  }
  return isOld(row, step, packages) ? 'unprovable' : 'failed';
}

/** What all steps and values of one way to start the project come to. */
export function outcomeOf(row: Judged, packages: readonly string[]): ProofOutcome {
  const results = stepsIn(row).map((step) => stepResult(row, step, packages));
  if (results.includes('failed') || row.compared.differences.length > 0) return 'fails';
  if (row.environment.entry !== undefined) {
    // Of a package's modules each stands for itself; what a command imports is of no use before it has its app.
    const counted = row.environment.entry.kind === 'module' ? results : results.slice(-1);
    return counted.some((result) => result === 'passed' || result === 'cured') ? 'holds' : 'unproven';
  }
  // That settings can be imported proves little.
  const setup = stepResult(row, 'setup', packages);
  return setup === 'passed' || setup === 'cured' ? 'holds' : 'unproven';
}

function stepsOf(row: Judged, step: StepName) {
  const of = (pair: Pair) => ({ present: stepIn(pair.present.steps), absent: stepIn(pair.absent.steps) });
  const stepIn = (steps: ReadonlyMap<StepName, Step>): Step => steps.get(step) ?? notTried(row, steps);
  return { ...of(row), before: row.before === null ? null : of(row.before) };
}

/** What a program does not come to depends on what it came to. */
function notTried({ environment }: Judged, steps: ReadonlyMap<StepName, Step>): Step {
  const last = [...steps.keys()].at(-1);
  return environment.entry === undefined || last === undefined
    ? { outcome: 'left out' }
    : { outcome: 'not reached', needs: last };
}

/** Where nothing is known of the project before, it has to fail for the same reason with the packages. */
function isOld(row: Judged, step: StepName, packages: readonly string[]): boolean {
  const { present, absent, before } = stepsOf(row, step);
  if (isTheirs(present, packages) || isTheirs(absent, packages)) return false;
  if (before === null) return isSameFailure(absent, present);
  return (
    isSameFailure(present, before.present) &&
    before.absent.outcome !== 'passed' &&
    (isSameFailure(absent, before.present) || isSameFailure(absent, before.absent))
  );
}

function isFailure({ outcome }: Step): boolean {
  return outcome === 'failed' || outcome === 'timed out' || outcome === 'died';
}

/** Whether a step failed since one of the packages could not be imported. */
function isTheirs(step: Step, packages: readonly string[]): boolean {
  return step.outcome === 'failed' && packages.includes(step.failure.missing?.split('.')[0] ?? '');
}

/** Lines and addresses may be other ones. */
function isSameFailure(one: Step, other: Step): boolean {
  if (!isFailure(one) || one.outcome !== other.outcome) return false;
  if (one.outcome !== 'failed' || other.outcome !== 'failed') return true;
  const told = (step: typeof one) =>
    JSON.stringify(step.failure.chain.map(({ type, message }) => [type, message.replace(/0x[0-9a-f]+|\d+/g, '0')]));
  return told(one) === told(other);
}
