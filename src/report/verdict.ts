import { matrixOf, tableLine } from '../verify/matrix.ts';
import type { Ended } from '../verify/process.ts';
import { WORLDS } from '../verify/troubles.ts';
import type { CommandRuns, Verdict } from '../verify/verdict.ts';
import type { Colors } from './colours.ts';
import { count, findingLines } from './text.ts';

const TAIL = 30;

/** The proof as tables, with each failure and the findings that it belongs to. */
export function verdictText(verdict: Verdict, colours: Colors): string {
  const { proof, troubles, command } = verdict;
  const matrix = matrixOf(proof, troubles, ({ findings }) =>
    findings.flatMap(({ path, finding }) => findingLines(path, [finding], colours)),
  );
  return coloured(command === null ? matrix : `${matrix}\n${commandText(command)}`, colours);
}

/** What the proof came to, and what explains it, a line each. */
export function verdictNotes({ proof, interpreter, holds, troubles, command }: Verdict): readonly string[] {
  const missing = proof.packages.filter((name) => !interpreter.installed.includes(name));
  const worlds = proof.packages.length === 0 ? '' : ` with and without ${proof.packages.join(', ')}`;
  const differing = proof.rows.filter(({ differences }) => (differences ?? []).length > 0).length;
  const failing = command !== null && command.present !== null && !holds;
  const reasons = [
    ...(troubles.length > 0 ? [`${count(troubles.length, 'step')} failed`] : []),
    ...(differing > 0 ? ['something is not as it was before'] : []),
    ...(failing ? [`the command failed`] : []),
  ];
  const rows = `${proof.rows.length === 1 ? 'the project boots' : `${proof.rows.length} settings modules boot`}`;
  const foreign = troubles.some(({ world, findings }) => world === 'present' && findings.length === 0);
  return [
    ...(foreign
      ? [
          'note: it does not boot as it is installed here either: --python, --settings or environment variables may help',
        ]
      : []),
    ...(missing.length > 0
      ? [`note: ${missing.join(', ')} not installed for ${proof.python}: "present" shows the project without it`]
      : []),
    holds ? `The proof holds: ${rows}${worlds}.` : `The proof does not hold: ${reasons.join(', ')}.`,
  ];
}

function commandText({ words, ...runs }: CommandRuns): string {
  const cells = WORLDS.map((world) => outcomeOf(runs[world]));
  const outputs = WORLDS.flatMap((world) => {
    const ended = runs[world];
    if (ended === null || ended.code === 0) return [];
    const tail = ended.output.trimEnd().split('\n').slice(-TAIL);
    return [`  ${world}: ${endOf(ended)}; its last lines:`, ...tail.map((line) => `    ${line}`)];
  });
  return [tableLine(words.join(' '), cells), ...outputs].map((line) => `${line}\n`).join('');
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

function coloured(text: string, { isColorSupported, red, green }: Colors): string {
  if (!isColorSupported) return text;
  return text.replace(/(?<= {2})(FAIL|TIMEOUT|DIED)(?= |$)/gm, red).replace(/(?<= {2})pass(?= |$)/gm, green);
}
