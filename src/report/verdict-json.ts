import { titleOf } from '../verify/matrix.ts';
import { rowHolds } from '../verify/proof.ts';
import { WORLDS } from '../verify/troubles.ts';
import { type Row, STEPS } from '../verify/types.ts';
import type { Verdict } from '../verify/verdict.ts';

/** A proof as an object for machines. */
export function verdictObject(verdict: Verdict): object {
  const { root, interpreter, proof, troubles, command, holds } = verdict;
  return {
    holds,
    project: root,
    python: { path: proof.python, version: interpreter.python, django: interpreter.django },
    packages: proof.packages.map((name) => ({ name, installed: interpreter.installed.includes(name) })),
    environments: proof.rows.map(environmentObject),
    failures: troubles.map(({ environment, step, world, outcome, failure, where, findings }) => ({
      environment: titleOf(environment),
      step,
      world,
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
    command,
  };
}

function environmentObject(row: Row): object {
  const { settings, configuration, source } = row.environment;
  const outcomeIn = (world: (typeof WORLDS)[number]) =>
    STEPS.map((step) => [step, row[world].steps.get(step)?.outcome ?? 'not reached'] as const);
  const [present, absent] = WORLDS.map((world) => Object.fromEntries(outcomeIn(world)));
  return { settings, configuration, source, holds: rowHolds(row), present, absent, differences: row.differences };
}
