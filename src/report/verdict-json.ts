import { titleOf } from '../verify/environment.ts';
import { stepResult, stepsIn } from '../verify/step-results.ts';
import { whatFails } from '../verify/trouble-lines.ts';
import { WORLDS } from '../verify/troubles.ts';
import type { Difference, Row } from '../verify/types.ts';
import type { Verdict } from '../verify/verdict.ts';
import { changedByApps, lostLogsOf, writtenBy } from './start-notes.ts';

/** A proof as an object for machines. */
export function verdictObject(verdict: Verdict): object {
  const { root, interpreter, proof, troubles, missing, notRun, command, outOfMemory, outcome, nameOf } = verdict;
  return {
    holds: outcome === 'holds',
    outcome,
    project: root,
    python: { path: proof.python, version: interpreter.python, django: interpreter.django },
    absentPython: proof.absentPython,
    packages: proof.packages.map((name) => ({
      name,
      installed: interpreter.installed.includes(name),
      ...originOf(name, verdict),
    })),
    environments: proof.rows.map((row) => environmentObject(row, proof.packages, nameOf)),
    failures: troubles.map(({ environment, step, world, isOld, outcome, failure, where, findings }) => ({
      environment: titleOf(environment),
      step,
      world: isOld ? null : world,
      before: isOld,
      outcome,
      exceptions: failure?.chain ?? [],
      path: where?.path ?? null,
      line: where?.line ?? null,
      findings: findings.map(({ path, finding: { line, column, code, message, fixable } }) => ({
        path,
        line,
        column,
        code,
        message,
        fixable,
      })),
    })),
    missing: missing && { ...missing, afterwards: missing.afterwards.map(whatFails) },
    notRun,
    written: writtenBy(proof.rows).map(nameOf),
    lostLogs: lostLogsOf(proof.rows),
    unreached: proof.unreached.map(({ file, first, last }) => ({ path: nameOf(file), line: first, endLine: last })),
    command,
    outOfMemory,
  };
}

/** Of a program's packages, where they come from. */
function originOf(name: string, { declarers }: Verdict): object {
  const declarer = declarers.find(({ root }) => root === name);
  return declarer === undefined
    ? {}
    : { distribution: declarer.distribution, through: declarer.through, declared: declarer.place };
}

function environmentObject(row: Row, packages: readonly string[], nameOf: (file: string) => string): object {
  const { environment, outcome, before, compared } = row;
  const { settings, configuration, source, entry = null } = environment;
  const names = stepsIn(row);
  const outcomes = (steps: Row['present']['steps']) =>
    Object.fromEntries(names.map((step) => [step, steps.get(step)?.outcome ?? 'not reached']));
  const [present, absent] = WORLDS.map((world) => outcomes(row[world].steps));
  const differenceObject = ({ where, ...difference }: Difference) => ({
    ...difference,
    path: where && nameOf(where.file),
    line: where?.line ?? null,
  });
  return {
    settings,
    configuration,
    entry,
    source,
    holds: outcome === 'holds',
    outcome,
    present,
    absent,
    before: before && Object.fromEntries(WORLDS.map((world) => [world, outcomes(before[world].steps)])),
    results: Object.fromEntries(names.map((step) => [step, stepResult(row, step, packages)])),
    differences: compared.differences.map(differenceObject),
    excused: compared.excused.map(differenceObject),
    notComparable: compared.restless,
    hiding: row.disagreements,
    changedByApps: changedByApps(row),
  };
}
