import type { Proof, Try } from './tries.ts';

/** What is kept of one project's tries; paths of a machine are no part of it. */
export interface Result {
  readonly python: string;
  readonly django: string;
  readonly outcome: string;
  readonly tries: number;
  readonly packages: readonly string[];
  /** What the last try was given, and how many variables beside that. */
  readonly words: readonly string[];
  readonly environments: readonly { readonly settings: string; readonly outcome: string; readonly passed: number }[];
  /** What did not pass with the packages either: the step, and the kind of error. */
  readonly unproven: readonly { readonly settings: string; readonly step: string; readonly error: string }[];
  /** What failed for want of a package. */
  readonly failed: readonly { readonly settings: string; readonly step: string; readonly error: string }[];
  readonly notRun: readonly string[];
  /** Places of the fix that no step ran. */
  readonly unreached: number;
  /** Findings that are left for a human. */
  readonly left: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  /** What is another where the packages are really missing; null where nobody tried. */
  readonly absent: { readonly outcome: string; readonly differences: readonly string[] } | null;
}

const PASSED = new Set(['passed', 'cured']);

/** What is worth keeping of the tries of one project; the last one counts. */
export function resultOf(tries: readonly Try[], absent: Try | null): Result {
  const last = tries.at(-1) as Try;
  const proof = last.report.verify;
  const troubles = (isOld: boolean) =>
    (proof?.failures ?? [])
      .filter(({ before }) => before === isOld)
      .map(({ environment, step, exceptions }) => ({
        settings: environment,
        step,
        error: exceptions[0]?.type ?? 'took too long',
      }));
  return {
    python: proof?.python.version ?? '',
    django: proof?.python.django ?? '',
    outcome: outcomeOf(proof),
    tries: tries.length,
    packages: proof?.packages.map(({ name }) => name) ?? [],
    words: wordsIn(last.words),
    environments: (proof?.environments ?? []).map(({ settings, outcome, results }) => ({
      settings,
      outcome,
      passed: Object.values(results).filter((result) => PASSED.has(result)).length,
    })),
    unproven: troubles(true),
    failed: troubles(false),
    notRun: proof?.notRun.map(({ settings }) => settings) ?? [],
    unreached: proof?.unreached.length ?? 0,
    left: last.report.exitCode === 1 && outcomeOf(proof) !== 'fails' ? 1 : 0,
    seconds: Math.round(last.seconds),
    processorSeconds: Math.round(last.processorSeconds),
    absent: absent && {
      outcome: outcomeOf(absent.report.verify),
      differences: (absent.report.verify?.environments ?? []).flatMap(({ hiding }) => hiding),
    },
  };
}

function outcomeOf(proof: Proof | undefined): string {
  const holds = proof?.environments.some(({ outcome }) => outcome === 'holds');
  return proof?.outcome === 'unproven' && holds ? 'holds in part' : (proof?.outcome ?? 'no proof');
}

/** The variables are counted: what they are given is made up. */
function wordsIn(words: readonly string[]): readonly string[] {
  const values = words.filter((_, at) => words[at - 1] === '--env');
  const others = words.filter((word, at) => word !== '--env' && words[at - 1] !== '--env');
  return [...(values.length > 0 ? [`${values.length} × --env`] : []), ...others];
}
