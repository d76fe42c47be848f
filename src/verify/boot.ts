import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readText } from '../files/read.ts';
import { UsageError } from '../util/errors.ts';
import { resultIn } from './boot-result.ts';
import type { Environment } from './environment.ts';
import { runToEnd } from './process.ts';
import { sourcePaths } from './project/source-paths.ts';
import { type Boot, STEPS, type StepName } from './types.ts';

/** Seconds that an interpreter may take to begin, and to say that a step took too long. */
const START_UP = 30;
/** How many steps' time a program may take as a whole. */
const PROGRAM = 20;
const PROBE = fileURLToPath(new URL('./probe', import.meta.url));

export interface BootRequest {
  /** The interpreter to run. */
  readonly python: string;
  /** The folder that holds manage.py. */
  readonly root: string;
  readonly environment: Pick<Environment, 'settings' | 'configuration' | 'entry' | 'env'>;
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
  /** Default: all of Django's; for another program those that it needs of these. */
  readonly steps?: readonly StepName[];
  /** Whether to follow what each line of the settings and the URLconfs does: `traceOf` reads that. */
  readonly trace?: boolean;
  /** Lines by path relative to `root`, of which to note whether they run: `unreachedIn` reads that. */
  readonly watched?: ReadonlyMap<string, readonly number[]>;
  /** What the order of a set depends on; two starts with different seeds show where a value does. */
  readonly seed?: number;
  /** Seconds that one step may take. */
  readonly timeout: number;
  /** Bytes of data that each process may have; default: as many as it likes. */
  readonly memory?: number;
  /** Seconds that a command may run which does not end by itself; default: `timeout`. */
  readonly lasting?: number;
  /** The environment variables; default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** What runs the probe; default: `runToEnd`, in a process of its own. */
  readonly run?: typeof runToEnd;
}

/**
 * Starts the project as far as it goes, in a process of its own. This runs the project's code.
 * @throws where the interpreter cannot be started, and UsageError where it is no Python that can run the probe.
 */
export async function boot(request: BootRequest): Promise<Boot> {
  const folder = await mkdtemp(join(tmpdir(), 'djguard-'));
  try {
    const steps = request.steps ?? djangoSteps(request.environment);
    await writeFile(join(folder, 'request.json'), JSON.stringify(await questionOf(request, steps)));
    const given = { ...(request.env ?? process.env), ...request.environment.env };
    const env = { PYTHONHASHSEED: String(request.seed ?? 0), ...given, PYTHONDONTWRITEBYTECODE: '1' };
    const most = request.environment.entry === undefined ? steps.length + 3 : PROGRAM;
    const seconds = START_UP + request.timeout * most;
    const { python, root, memory = null, signal, run = runToEnd } = request;
    const ended = await run([python, PROBE, folder], { cwd: root, env, python, seconds, memory, signal });
    const text = readText(join(folder, 'result.jsonl'), 'record');
    if (text === null) throw new UsageError(`${python} does not run djguard's probe:`, ended.output);
    const stack = readText(join(folder, 'stack'), 'lock') ?? '';
    return resultIn(text, steps, stack, ended);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A package of a Django project can be imported once the apps are loaded; any other program does so by itself. */
function djangoSteps({ entry, settings }: BootRequest['environment']): readonly StepName[] {
  if (entry === undefined) return STEPS;
  return entry.kind === 'module' && settings !== null ? ['settings', 'setup'] : [];
}

async function questionOf(request: BootRequest, steps: readonly StepName[]): Promise<unknown> {
  const root = await realpath(request.root);
  const overlay = [...(request.overlay ?? [])].map(([path, source]) => [join(root, path), source.toString('base64')]);
  return {
    root,
    sourcePaths: sourcePaths(root),
    settings: request.environment.settings,
    configuration: request.environment.configuration,
    packages: request.packages,
    atFirstUse: request.atFirstUse,
    absent: request.absent ? (request.missing ?? request.packages) : [],
    broken: brokenIn(root, request),
    lazy: request.lazy ?? false,
    overlay: Object.fromEntries(overlay),
    trace: request.trace ?? false,
    watched: Object.fromEntries(request.watched ?? []),
    steps,
    entry: request.environment.entry ?? null,
    timeout: request.timeout,
    lasting: request.lasting ?? request.timeout,
  };
}

function brokenIn(root: string, { broken }: BootRequest): BootRequest['broken'] | null {
  return broken ? { ...broken, file: broken.file && join(root, broken.file) } : null;
}
