import { titleOf } from '../verify/environment.ts';
import { spanInWords } from '../verify/lines.ts';
import { matrixOf } from '../verify/matrix.ts';
import { stepResult, stepsIn } from '../verify/step-results.ts';
import { titleOfStep } from '../verify/trouble-lines.ts';
import type { NotRun, Proof, ProofOutcome } from '../verify/types.ts';
import type { Missing } from '../verify/variables.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { Colors } from './colours.ts';
import { commandLines } from './command-runs.ts';
import { furtherLines, hintLines } from './hints.ts';
import { declarerLines, packagesIn, programLines, startsIn } from './program.ts';
import { startNotes } from './start-notes.ts';
import { count, findingLines } from './text.ts';

const NO_PACKAGES =
  'Nothing to prove: the manifests declare no package for development alone, so that nothing could be hidden.';
const NOTHING_TO_PROVE = 'Nothing to prove: the project refers to no package that may be missing.';

/** The proof as tables, line by line, with each failure and the findings that it belongs to. */
export function verdictLines(verdict: Verdict, colours: Colors): readonly string[] {
  const { proof, troubles, command } = verdict;
  const matrix = matrixOf(
    proof,
    troubles,
    ({ findings, failure }) =>
      findings.length > 0
        ? findings.flatMap(({ path, finding }) => findingLines(path, [finding], colours))
        : declarerLines(failure?.missing ?? null, verdict),
    verdict.nameOf,
  );
  const lines = matrix === '' ? [] : matrix.trimEnd().split('\n');
  return (command === null ? lines : [...lines, '', ...commandLines(command)]).map((line) => coloured(line, colours));
}

/** What explains the outcome of a proof, a line each, and in the last line the outcome. */
export function verdictNotes(verdict: Verdict): readonly string[] {
  const { proof, interpreter, missing: lacking, notRun, outOfMemory } = verdict;
  const missing = proof.packages.filter((name) => !interpreter.installed.includes(name));
  return [
    ...hintLines(verdict),
    ...(missing.length > 0
      ? [`note: ${missing.join(', ')} not installed for ${proof.python}: "present" shows the project without it`]
      : []),
    ...(outOfMemory === null
      ? []
      : [`note: a process asked for more memory than it may have, ${outOfMemory / 2 ** 20} MB; --memory allows more`]),
    ...(lacking === null ? [] : missingLines(lacking)),
    ...furtherLines(verdict),
    ...(proof.packages.length === 0 ? [] : notRunLines(notRun, verdict.nameOf)),
    ...proof.rows.flatMap(programLines),
    ...startNotes(proof.rows, verdict.nameOf),
    outcomeLine(verdict),
  ];
}

function missingLines({ environments, flags, named }: Missing): string[] {
  return [
    `note: ${environments.join(', ')} ${environments.length === 1 ? 'asks' : 'ask'} for environment variables that are not set; give them with ${flags}`,
    ...named.map((place) => `note: named in files: ${place}`),
  ];
}

function notRunLines(notRun: readonly NotRun[], nameOf: (file: string) => string): string[] {
  const line = (those: readonly NotRun[], what: string) =>
    those.length === 0
      ? []
      : [
          `note: these settings were not run: ${those.map((each) => `${each.settings} (${each.reason})`).join(', ')}; ${what}`,
        ];
  const alone = notRun.filter(({ importedAt }) => importedAt === null);
  return [
    ...line(alone, `run them with ${alone.map(({ settings }) => `--settings ${settings}`).join(' ')}`),
    ...notRun.flatMap((each) =>
      each.importedAt === null
        ? []
        : line(
            [each],
            `${nameOf(each.importedAt.file)}:${each.importedAt.line} imports it under a condition: where that asks for an environment variable, give it with --env, or run it by itself with --settings ${each.settings}`,
          ),
    ),
  ];
}

function outcomeLine(verdict: Verdict): string {
  const { proof, outcome, troubles, command, isProgram } = verdict;
  const { rows } = proof;
  if (outcome === 'nothing to prove') return isProgram ? NO_PACKAGES : NOTHING_TO_PROVE;
  const those = (wanted: ProofOutcome) =>
    rows.filter((row) => row.outcome === wanted).map(({ environment }) => titleOf(environment));
  const [proven, unproven] = [those('holds'), those('unproven')];
  const cured = `with and without ${packagesIn(verdict)}.${curedIn(proof)}${unprovenIn(proof)}${unreachedIn(verdict)}`;
  if (outcome === 'holds') {
    const boots = proven.length === 1 ? 'the project boots' : `${proven.length} settings modules boot`;
    return `The proof holds: ${isProgram ? startsIn(rows) : boots} ${cured}`;
  }
  const not = `Nothing is proven for ${unproven.join(', ')}, which did not start before either.`;
  if (outcome === 'unproven') {
    const boots = isProgram ? startsIn(rows) : `with ${proven.join(', ')} the project boots`;
    return proven.length === 0 ? not : `Proven in part: ${boots} ${cured} ${not}`;
  }
  const failed = troubles.filter(({ isOld }) => !isOld).length;
  const reasons = [
    ...(failed > 0 ? [`${count(failed, 'step')} failed`] : []),
    ...(rows.some(({ compared }) => compared.differences.length > 0) ? ['something is not as it was'] : []),
    ...(proof.outcome !== 'fails' && command !== null ? ['the command failed'] : []),
  ];
  return `The proof does not hold: ${reasons.join(', ')}.`;
}

/** What is proven of a fix: the steps that failed before, and pass now. */
function curedIn({ rows, packages }: Proof): string {
  const cured = rows.flatMap((row) => stepsIn(row).filter((step) => stepResult(row, step, packages) === 'cured'));
  if (cured.length === 0) return '';
  return ` What failed before without it and passes now: ${titles(cured)}.`;
}

function unprovenIn({ rows, packages }: Proof): string {
  const started = rows.filter((row) => row.outcome !== 'unproven');
  const steps = started.flatMap((row) =>
    stepsIn(row).filter((step) => stepResult(row, step, packages) === 'unprovable'),
  );
  if (steps.length === 0) return '';
  return ` Unproven, since it fails with the packages too: ${titles(steps)}.`;
}

/** Lines that nothing ran are no part of what is proven. */
function unreachedIn({ proof: { unreached }, nameOf }: Verdict): string {
  if (unreached.length === 0) return '';
  const isOne = unreached.length === 1 && unreached[0]?.first === unreached[0]?.last;
  const lines = unreached.map((span) => spanInWords(span, nameOf)).join(', ');
  return ` Not proven: ${lines}, which ${isOne ? 'belongs' : 'belong'} to what was changed and ran in no step.`;
}

function titles(steps: readonly string[]): string {
  return [...new Set(steps)].map(titleOfStep).join(', ');
}

function coloured(line: string, { isColorSupported, red, green }: Colors): string {
  if (!isColorSupported) return line;
  return line.replace(/(?<= {2})(FAIL|TIMEOUT|DIED)(?= |$)/gm, red).replace(/(?<= {2})pass(?= |$)/gm, green);
}
