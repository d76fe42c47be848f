import { printedLines } from '../util/printable.ts';
import { matrixOf, TITLES, tableLine } from '../verify/matrix.ts';
import { stepResult } from '../verify/step-results.ts';
import { WORLDS } from '../verify/troubles.ts';
import { type Ended, type NotRun, type Proof, type ProofOutcome, STEPS, titleOf } from '../verify/types.ts';
import type { Missing } from '../verify/variables.ts';
import type { CommandRuns, Verdict } from '../verify/verdict.ts';
import type { Colors } from './colours.ts';
import { hintLines } from './hints.ts';
import { count, findingLines } from './text.ts';

/** Lines, and characters of a line, that are shown of what a command printed. */
const TAIL = 30;
const WIDEST = 1000;

/** The proof as tables, line by line, with each failure and the findings that it belongs to. */
export function verdictLines(verdict: Verdict, colours: Colors): readonly string[] {
  const { proof, troubles, command } = verdict;
  const matrix = matrixOf(
    proof,
    troubles,
    ({ findings }) => findings.flatMap(({ path, finding }) => findingLines(path, [finding], colours)),
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
    ...(proof.packages.length === 0 ? [] : notRunLines(notRun, verdict.nameOf)),
    outcomeLine(verdict),
  ];
}

function missingLines({ environments, flags, named }: Missing): string[] {
  return [
    `note: ${environments.join(', ')} asks for environment variables that are not set; give them with ${flags}`,
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
            `${nameOf(each.importedAt.file)}:${each.importedAt.line} imports it under a condition: where that asks for an environment variable, give it with --env`,
          ),
    ),
  ];
}

function outcomeLine({ proof, outcome, troubles, command }: Verdict): string {
  const { rows, packages } = proof;
  if (outcome === 'nothing to prove') return 'Nothing to prove: the project refers to no package that may be missing.';
  const titles = (wanted: ProofOutcome) =>
    rows.filter((row) => row.outcome === wanted).map(({ environment }) => titleOf(environment));
  const [proven, unproven] = [titles('holds'), titles('unproven')];
  const boots = proven.length === 1 ? 'the project boots' : `${proven.length} settings modules boot`;
  const cured = `with and without ${packages.join(', ')}.${curedIn(proof)}${unprovenIn(proof)}`;
  if (outcome === 'holds') return `The proof holds: ${boots} ${cured}`;
  const not = `Nothing is proven for ${unproven.join(', ')}, which did not start before either.`;
  if (outcome === 'unproven') {
    return proven.length === 0 ? not : `Proven in part: with ${proven.join(', ')} the project boots ${cured} ${not}`;
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
  const cured = STEPS.filter((step) => rows.some((row) => stepResult(row, step, packages) === 'cured'));
  if (cured.length === 0) return '';
  return ` What failed before without it and passes now: ${cured.map((step) => TITLES[step]).join(', ')}.`;
}

function unprovenIn({ rows, packages }: Proof): string {
  const started = rows.filter((row) => row.outcome !== 'unproven');
  const steps = STEPS.filter((step) => started.some((row) => stepResult(row, step, packages) === 'unprovable'));
  if (steps.length === 0) return '';
  return ` Unproven, since it fails with the packages too: ${steps.map((step) => TITLES[step]).join(', ')}.`;
}

function commandLines({ words, ...runs }: CommandRuns): readonly string[] {
  const cells = WORLDS.map((world) => outcomeOf(runs[world]));
  const outputs = WORLDS.flatMap((world) => {
    const ended = runs[world];
    if (ended === null || ended.code === 0) return [];
    const tail = printedLines(ended.output).slice(-TAIL);
    const shown = tail.map((line) => `    ${line.length > WIDEST ? `...${line.slice(-WIDEST)}` : line}`);
    return [`  ${world}: ${endOf(ended)}; its last lines:`, ...shown];
  });
  return [tableLine(words.join(' '), cells), ...outputs];
}

function outcomeOf(ended: Ended | null): string {
  if (ended === null) return '-';
  if (ended.timedOut) return 'TIMEOUT';
  return ended.code === 0 ? 'pass' : 'FAIL';
}

function endOf({ timedOut, code }: Ended): string {
  if (timedOut) return 'took too long';
  return code === null ? 'was ended by a signal' : `exited with ${code}`;
}

function coloured(line: string, { isColorSupported, red, green }: Colors): string {
  if (!isColorSupported) return line;
  return line.replace(/(?<= {2})(FAIL|TIMEOUT|DIED)(?= |$)/gm, red).replace(/(?<= {2})pass(?= |$)/gm, green);
}
