import { delimiter, dirname, isAbsolute, relative } from 'node:path';
import type { Finding } from '../types.ts';
import { UsageError } from '../util/errors.ts';
import type { Before } from './before.ts';
import { runIn } from './command.ts';
import { whatWasNotRun } from './not-run.ts';
import type { Interpreter } from './project/inspect.ts';
import type { Project } from './project/project.ts';
import { prove } from './proof.ts';
import { findingsBehind, type Located, troublesIn } from './troubles.ts';
import { type Environment, type NotRun, type Proof, type StepName, titleOf } from './types.ts';
import { missingIn } from './variables.ts';
import type { CommandRuns, Declarer, Verdict } from './verdict.ts';

/** What is to be proved, and how. */
export interface Question {
  readonly project: Pick<Project, 'root' | 'python'> & { readonly environments: readonly Environment[] };
  readonly interpreter: Interpreter;
  readonly packages: readonly string[];
  /** Names of settings that name what Django imports only when it needs it. */
  readonly atFirstUse: readonly string[];
  readonly before: Before;
  /** An interpreter that really lacks the packages; null where they are to be hidden. */
  readonly absentPython: string | null;
  /** Seconds that one step may take; null for a minute, and for a command as long as it likes. */
  readonly timeout: number | null;
  /** Bytes of data that each process may have; null for 4 GB, and for a command as many as it likes. */
  readonly memory: number | null;
  /** The user's own command, to be run in both worlds once the proof holds; empty where there is none. */
  readonly command: readonly string[];
  /** What there is to say of how the question came about. */
  readonly remarks: readonly string[];
  /** Settings modules that are known beside those of the project's environments, such as production's. */
  readonly notRun: readonly NotRun[];
  /** Where the packages come from, as far as somebody looked. */
  readonly declarers: readonly Declarer[];
  /** The whole environment of all that is run. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

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
  const missing = missingIn(troubles, titleOf, root, shown);
  const outOfMemory = isOutOfMemory(proof, command) ? (question.memory ?? FOUR_GB) : null;
  const outcome = succeeds ? proof.outcome : 'fails';
  return { ...shared, notRun, proof, troubles, missing, command, outOfMemory, outcome };
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

/** One world after the other: what the command uses, such as a test database, is often there only once. */
async function runCommand(question: Question, holds: boolean, seconds: number | null): Promise<CommandRuns | null> {
  const { command: words, project, packages, memory, signal } = question;
  const [program, ...rest] = words;
  if (program === undefined) return null;
  if (!holds) return { words, present: null, absent: null };
  const start = (world: 'present' | 'absent') => {
    const lacks = world === 'absent' ? question.absentPython : null;
    const python = lacks ?? project.python;
    const run = { cwd: project.root, env: withPython(python, question.env), python, seconds, memory, signal };
    // Where they are really missing there is nothing to hide.
    return runIn(lacks === null ? world : 'present', [program, ...rest], packages, run);
  };
  try {
    return { words, present: await start('present'), absent: await start('absent') };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new UsageError(`can't run ${program}: ${(error as Error).message}`);
  }
}

/** The environment variables with which `python` is a given interpreter. */
function withPython(python: string, env: Question['env']): Question['env'] {
  const path = [dirname(python), env.PATH ?? env.Path].filter(Boolean).join(delimiter);
  return isAbsolute(python) ? { ...env, PATH: path } : env;
}
