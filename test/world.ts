import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { madeOnce } from './made-once.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ABSENT = 'requirements.txt';
const PRESENT = 'requirements-toolbar.txt';
const OLDEST = [3, 10] as const;

/** Two real virtual environments, alike but for django-debug-toolbar. All fields are absolute paths. */
export interface Worlds {
  /** The Python that has the toolbar. */
  readonly present: string;
  /** The Python that does not. */
  readonly absent: string;
  /** The pinned ruff. */
  readonly ruff: string;
}

/** What a finished process left behind; `code` is null where a signal or the timeout ended it. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Written to the process's stdin, which is then closed. */
  readonly input?: string;
  /** Milliseconds; a minute where not given. */
  readonly timeout?: number;
}

/**
 * Makes both worlds on first use and finds them again afterwards, also when several test workers ask at once.
 * @returns null where the machine has no python3 of at least 3.10 with venv: the caller skips its tests.
 * @throws where there is no such Python and `CI` is `true`, and where pip fails.
 */
export async function pythonWorlds(): Promise<Worlds | null> {
  const host = await hostPython();
  if (host === null) {
    const reason = `no python3 of at least ${OLDEST.join('.')} with venv`;
    if (process.env.CI === 'true') throw new Error(`${reason}: the tests that run Python cannot run`);
    console.warn(`${reason}: the tests that run Python are skipped`);
    return null;
  }
  const [absent, present] = await Promise.all([environment(host, ABSENT), environment(host, PRESENT)]);
  return { present: join(present, 'bin/python'), absent: join(absent, 'bin/python'), ruff: join(absent, 'bin/ruff') };
}

/**
 * The Python of a virtual environment that holds some requirements. It is made on first use and found again afterwards.
 * @param interpreter the command that makes it, such as `python3`.
 * @returns null where there is no such Python, or a requirement cannot be installed with it.
 */
export async function pythonWith(interpreter: string, ...requirements: readonly string[]): Promise<string | null> {
  const host = await identityOf(interpreter);
  if (host === null) return null;
  const hash = createHash('sha256').update(host).update(requirements.join(' ')).digest('hex').slice(0, 12);
  const name = `${requirements
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')}-${hash}`;
  const folder = await made(name, interpreter, host, requirements).catch(() => null);
  return folder === null ? null : join(folder, 'bin/python');
}

/**
 * The folder to import pip from: no environment has it.
 * @throws where there is no python3 that can make environments.
 */
export async function folderOfPip(): Promise<string> {
  const host = await identityOf('python3');
  if (host === null) throw new Error('no python3 with venv');
  return dirname(await pipOf('python3', host));
}

/** This process's environment without another Python's or Django's settings; `also` is added to it. */
export function cleanEnvironment(also: Readonly<Record<string, string | undefined>> = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' };
  for (const name of ['PYTHONPATH', 'PYTHONHOME', 'VIRTUAL_ENV', 'DJANGO_SETTINGS_MODULE', 'DJANGO_CONFIGURATION']) {
    delete env[name];
  }
  return Object.assign(env, also);
}

/** Runs a program in `cleanEnvironment`; never rejects on its exit code. */
export function runProgram(file: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const env = cleanEnvironment(options.env);
  return new Promise((resolve, reject) => {
    const settings = { cwd: options.cwd, env, timeout: options.timeout ?? 60_000, maxBuffer: 64 << 20 };
    const child = execFile(file, args, settings, (error, stdout, stderr) => {
      if (error !== null && typeof error.code === 'string') reject(error);
      else resolve({ code: child.exitCode, stdout, stderr });
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input ?? '');
  });
}

/** The version and home of python3, or null where it cannot make our environments. */
async function hostPython(): Promise<string | null> {
  const host = await identityOf('python3');
  const [major = 0, minor = 0] = (host ?? '').split(' ').map(Number);
  return major === OLDEST[0] && minor >= OLDEST[1] ? host : null;
}

/** An interpreter's version and home, or null where it cannot make environments. */
async function identityOf(interpreter: string): Promise<string | null> {
  const script = 'import ensurepip, sys, venv; print(*sys.version_info[:2], sys.version, sys.base_prefix)';
  const ran = await runProgram(interpreter, ['-c', script]).catch(() => null);
  return ran?.code === 0 ? ran.stdout : null;
}

/** The folder of the environment that holds what a requirements file under test/ names. */
async function environment(host: string, requirements: string): Promise<string> {
  const hash = createHash('sha256').update(host);
  for (const file of [ABSENT, PRESENT]) hash.update(await readFile(join(HERE, file)));
  const name = `${requirements.replace('.txt', '')}-${hash.digest('hex').slice(0, 12)}`;
  return made(name, 'python3', host, ['-r', join(HERE, requirements)]);
}

/**
 * The folder of an environment.
 * @param host what tells one interpreter from another.
 * @param wanted what pip is to install.
 */
async function made(name: string, interpreter: string, host: string, wanted: readonly string[]): Promise<string> {
  return madeOnce(name, async (own) => {
    const pip = await pipOf(interpreter, host);
    await mustRun(interpreter, ['-m', 'venv', '--clear', '--without-pip', own]);
    await mustRun(join(own, 'bin/python'), [pip, 'install', '-q', ...wanted]);
  });
}

/**
 * The folder of an interpreter's own pip, which Python can run. It has an environment to itself: to unpack pip into
 * every environment takes longer than what it installs there.
 */
async function pipOf(interpreter: string, host: string): Promise<string> {
  const name = `pip-${createHash('sha256').update(host).digest('hex').slice(0, 12)}`;
  const folder = await madeOnce(name, (own) => mustRun(interpreter, ['-m', 'venv', '--clear', own]));
  const asked = await runProgram(join(folder, 'bin/python'), ['-c', 'import pip; print(pip.__path__[0])']);
  return asked.stdout.trim();
}

async function mustRun(file: string, args: readonly string[]): Promise<void> {
  const ran = await runProgram(file, args, { timeout: 600_000 });
  if (ran.code !== 0) throw new Error(`${file} ${args.join(' ')} failed:\n${ran.stdout}${ran.stderr}`);
}
