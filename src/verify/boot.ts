import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readText } from '../files/read.ts';
import { UsageError } from '../util/errors.ts';
import { runToEnd } from './process.ts';
import { type Boot, type Environment, type Failure, STEPS, type Step, type StepName } from './types.ts';

/** Seconds that an interpreter may take to begin, and to say that a step took too long. */
const START_UP = 30;
const PROBE = fileURLToPath(new URL('./probe', import.meta.url));

export interface BootRequest {
  /** The interpreter to run. */
  readonly python: string;
  /** The folder that holds manage.py. */
  readonly root: string;
  readonly environment: Pick<Environment, 'settings' | 'configuration'>;
  /** Roots of import packages that may be missing. */
  readonly packages: readonly string[];
  /** Names of settings that name what Django imports only when it needs it: the step `strings` imports that. */
  readonly atFirstUse: readonly string[];
  /** Whether they are to be missing. */
  readonly absent: boolean;
  /** Those of them that are missing then; default: all. */
  readonly missing?: readonly string[];
  /** An installed package that is to raise as it is imported: everywhere, or in one file, relative to `root`, alone. */
  readonly broken?: { readonly package: string; readonly file: string | null };
  /** Whether imports wait for the first use, in a Python that can do that. */
  readonly lazy?: boolean;
  /** Sources to read in the place of files, by path relative to `root`. */
  readonly overlay?: ReadonlyMap<string, Buffer>;
  /** Default: all. */
  readonly steps?: readonly StepName[];
  /** Whether to follow what each line of the settings and the URLconfs does: `traceOf` reads that. */
  readonly trace?: boolean;
  /** What the order of a set depends on; two starts with different seeds show where a value does. */
  readonly seed?: number;
  /** Seconds that one step may take. */
  readonly timeout: number;
  /** Bytes of data that each process may have; default: as many as it likes. */
  readonly memory?: number;
  /** The environment variables; default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** What runs the probe; default: `runToEnd`, in a process of its own. */
  readonly run?: typeof runToEnd;
}

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
 * Starts the project as far as it goes, in a process of its own. This runs the project's code.
 * @throws where the interpreter cannot be started, and UsageError where it is no Python that can run the probe.
 */
export async function boot(request: BootRequest): Promise<Boot> {
  const folder = await mkdtemp(join(tmpdir(), 'djguard-'));
  try {
    const steps = request.steps ?? STEPS;
    await writeFile(join(folder, 'request.json'), JSON.stringify(await questionOf(request, steps)));
    const given = request.env ?? process.env;
    const env = { PYTHONHASHSEED: String(request.seed ?? 0), ...given, PYTHONDONTWRITEBYTECODE: '1' };
    const seconds = START_UP + request.timeout * (steps.length + 3);
    const { python, root, memory = null, signal, run = runToEnd } = request;
    const ended = await run([python, PROBE, folder], { cwd: root, env, python, seconds, memory, signal });
    const text = readText(join(folder, 'result.jsonl'), 'record');
    if (text === null) throw new UsageError(`${python} does not run djguard's probe:`, ended.output);
    const stack = readText(join(folder, 'stack'), 'lock') ?? '';
    const lines = linesIn(text);
    const found = stepsOf(lines, steps, stack, ended.timedOut);
    const seen = new Map(lines.flatMap((line) => ('saw' in line ? [[line.saw, line.value]] : [])));
    return {
      steps: found,
      settings: (seen.get('settings') as Record<string, unknown> | undefined) ?? null,
      resolved: seen,
      output: ended.output,
      isOutOfMemory: ended.isOutOfMemory || [...found.values()].some(isMemoryError),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function questionOf(request: BootRequest, steps: readonly StepName[]): Promise<unknown> {
  const root = await realpath(request.root);
  const overlay = [...(request.overlay ?? [])].map(([path, source]) => [join(root, path), source.toString('base64')]);
  return {
    root,
    settings: request.environment.settings,
    configuration: request.environment.configuration,
    packages: request.packages,
    atFirstUse: request.atFirstUse,
    absent: request.absent ? (request.missing ?? request.packages) : [],
    broken: brokenIn(root, request),
    lazy: request.lazy ?? false,
    overlay: Object.fromEntries(overlay),
    trace: request.trace ?? false,
    steps,
    timeout: request.timeout,
  };
}

function brokenIn(root: string, { broken }: BootRequest): BootRequest['broken'] | null {
  return broken ? { ...broken, file: broken.file && join(root, broken.file) } : null;
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
  for (const step of asked) if (!steps.has(step)) steps.set(step, { outcome: 'not reached', needs: last });
  return steps;
}
