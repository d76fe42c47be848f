import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './world.ts';

const PROBE = fileURLToPath(new URL('./probe', import.meta.url));

/** One way to boot a project: a settings module, or a class in one, and what the shell sets. */
export interface Environment {
  readonly settings: string;
  readonly configuration?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What one step of test/probe came to. */
export interface Step {
  readonly step: string;
  readonly ok: boolean;
  /** Where it passed: what the step found, for comparison. */
  readonly value?: unknown;
  /** Where an earlier step failed: that step. */
  readonly needs?: string;
  readonly error?: {
    readonly chain: readonly { readonly type: string; readonly message: string }[];
    readonly missing: string | null;
    readonly where: { readonly file: string; readonly line: number; readonly code: string } | null;
  };
}

/** Everything that a start of the server or a build of the image imports. */
export const BOOT = ['settings', 'setup', 'check', 'wsgi', 'asgi', 'urls', 'templates', 'collectstatic'] as const;

/**
 * Boots the project in `root` with one Python.
 * @returns the steps by name; a step is missing where the process died in it.
 */
export async function probe(
  python: string,
  root: string,
  environment: Environment,
  steps: readonly string[] = BOOT,
  paths: readonly string[] = [],
): Promise<Map<string, Step>> {
  const folder = await mkdtemp(join(tmpdir(), 'djguard-probe-'));
  try {
    const { settings, configuration = null, env = {} } = environment;
    const result = join(folder, 'result.jsonl');
    const request = { root: await realpath(root), settings, configuration, absent: [], steps, paths, result };
    const ran = await runProgram(python, [PROBE, JSON.stringify(request)], { env });
    if (ran.code !== 0) throw new Error(`the probe ended with ${ran.code}:\n${ran.stderr}`);
    const lines = (await readFile(result, 'utf8')).trimEnd().split('\n');
    const ended = lines.map((line) => JSON.parse(line) as Step).filter((step) => 'ok' in step);
    return new Map(ended.map((step) => [step.step, step]));
  } finally {
    await rm(folder, { recursive: true });
  }
}
