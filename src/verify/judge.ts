import { relative } from 'node:path';
import type { Finding } from '../types.ts';
import { runCommand } from './command-runs.ts';
import type { CommandRuns } from './ended.ts';
import type { Environment } from './environment.ts';
import { whatWasNotRun } from './not-run.ts';
import { prove } from './proof.ts';
import type { Question } from './question.ts';
import { rehearse } from './rehearsal.ts';
import { findingsBehind, type Located, troublesIn } from './troubles.ts';
import type { NotRun, Proof, StepName } from './types.ts';
import { missingIn } from './variables.ts';
import type { Verdict } from './verdict.ts';

/** Where the findings are looked up that a failure may belong to. */
export interface Findings {
  /** The findings in the project and in some files of it, named relative to it. */
  find(files: readonly string[]): Promise<readonly Located[]>;
  /** The shown path of a file that is named relative to the project. */
  nameOf(file: string): string;
  /** Whether a step may fail for a finding, going by its rule: the line that failed is Django's then. */
  failsFor(step: StepName, finding: Finding): boolean;
}

const MINUTE = 60;
const FOUR_GB = 4 * 2 ** 30;
/** Seconds after which a command that still runs is taken to have started. */
const A_WHILE = 10;
/** Settings of production that are looked at for variables, though they were not run. */
const MOST = 3;

/**
 * Proves that a project boots with and without the packages. This runs the project's code.
 * @throws UsageError where the command can't be started, and an AbortError where the signal ended it.
 */
export async function judge(question: Question, findings: Findings): Promise<Verdict> {
  const { project, interpreter, packages, timeout } = question;
  const { root } = project;
  const shown = (path: string) => nameOf(relative(root, path));
  const nameOf = (file: string) => findings.nameOf(file);
  const isProgram = project.environments.some(({ entry }) => entry !== undefined);
  const shared = { root, interpreter, declarers: question.declarers, isProgram, nameOf };
  if (packages.length === 0) {
    const nothing = { notRun: question.notRun, troubles: [], missing: null, command: null, outOfMemory: null };
    const proof = {
      root,
      python: project.python,
      packages,
      absentPython: null,
      rows: [],
      unreached: [],
      outcome: 'nothing to prove' as const,
    };
    return { ...shared, ...nothing, proof, outcome: proof.outcome };
  }
  const proof = await prove(requestOf(question));
  const found = troublesIn(proof, nameOf);
  const fresh = found.filter(({ isOld }) => !isOld);
  const files = [...new Set(fresh.flatMap(({ where }) => where?.file ?? []))];
  const known = fresh.length === 0 ? [] : await findings.find(files);
  const troubles = found.map((trouble) => ({
    ...trouble,
    findings: findingsBehind(trouble, known, packages, findings.failsFor),
  }));
  const command = await runCommand(question, proof.outcome !== 'fails', timeout);
  const succeeds = command === null || (command.present?.code === 0 && command.absent?.code === 0);
  const notRun = whatWasNotRun(question.notRun, proof);
  const rehearsal = await rehearse(troubles, productionIn(notRun), requestOf(question), nameOf);
  const missing = missingIn(rehearsal, root, shown);
  const outOfMemory = isOutOfMemory(proof, command) ? (question.memory ?? FOUR_GB) : null;
  const outcome = succeeds ? proof.outcome : 'fails';
  return { ...shared, notRun, proof, troubles, missing, command, outOfMemory, outcome };
}

/** What is run next, where something is. */
function productionIn(notRun: readonly NotRun[]): readonly Environment[] {
  const named = notRun.filter(({ reason }) => reason.includes('production')).slice(0, MOST);
  return named.map(({ settings, reason }) => ({ settings, configuration: null, source: reason }));
}

function isOutOfMemory({ rows }: Proof, command: CommandRuns | null): boolean {
  const boots = rows.flatMap(({ present, absent, before }) => [present, absent, before?.present, before?.absent]);
  return [...boots, command?.present, command?.absent].some((ran) => ran?.isOutOfMemory);
}

/** A question as the proof takes it. */
export function requestOf({
  project,
  interpreter,
  packages,
  atFirstUse,
  before,
  absentPython,
  timeout,
  memory,
  env,
  signal,
}: Question) {
  const seconds = timeout ?? MINUTE;
  return {
    ...project,
    packages,
    atFirstUse,
    before,
    absentPython,
    timeout: seconds,
    memory: memory ?? FOUR_GB,
    lazy: interpreter.lazy,
    lasting: timeout ?? A_WHILE,
    env,
    ...(signal === undefined ? {} : { signal }),
  };
}
