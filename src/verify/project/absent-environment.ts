import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { readBytes } from '../../files/read.ts';
import { UsageError } from '../../util/errors.ts';
import { runToEnd } from '../process.ts';

/** What is to be installed, and for which interpreter. */
export interface Wanted {
  /** The interpreter that the environment is made with. */
  readonly python: string;
  /** Its version. */
  readonly version: string;
  /** Lines of a requirements file; paths in them are absolute. */
  readonly lines: readonly string[];
  /** Versions to keep to, as far as they fit the rest: those that the project is run with. */
  readonly constraints: readonly string[];
  /** All that decides what is installed, such as the manifests' bytes. */
  readonly contents: readonly (string | Buffer)[];
  /** The folder to install from. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** An environment in the cache. */
export interface Made {
  readonly python: string;
  readonly folder: string;
  readonly isNew: boolean;
  readonly tool: 'uv' | 'pip';
}

const HALF_AN_HOUR = 1800;
const LAST_LINES = 15;
const IS_WINDOWS = process.platform === 'win32';

/**
 * Makes an environment of some requirements alone, or finds the one that was made of the same ones. Beside the package
 * index nothing of the network is asked, and no other environment is touched.
 * @param say takes what is told before something is installed.
 * @throws UsageError with the last lines of uv or pip where these do not install everything, and an AbortError.
 */
export async function absentEnvironment(wanted: Wanted, say: (line: string) => void): Promise<Made> {
  const { python, version, lines, constraints, contents, env } = wanted;
  const hash = createHash('sha256');
  for (const part of [python, version, ...lines, '', ...constraints, ...contents]) hash.update(part).update('\0');
  const cache = join(cacheHome(env), 'djguard', 'absent');
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  const uv = programOn(env, 'uv');
  const tool = uv === null ? 'pip' : 'uv';
  const made = { python: interpreterIn(folder), folder, tool } as const;
  if (existsSync(made.python)) return { ...made, isNew: false };
  say(`djguard: installing production's requirements into ${folder} with ${tool}`);
  // Published under its name by a link: what was interrupted looks like nothing.
  const own = `${folder}.${process.pid}`;
  try {
    await mkdir(own, { recursive: true });
    await writeLines(join(own, 'requirements.txt'), lines);
    await writeLines(join(own, 'constraints.txt'), constraints);
    const [make, install] = commandsFor(uv, python, own);
    await mustRun(make, wanted);
    await mustRun([...install, '-c', join(own, 'constraints.txt')], wanted).catch((error: Error) => {
      if (constraints.length === 0 || wanted.signal?.aborted) throw error;
      say('djguard: what is installed here does not fit the manifests: taking the versions that do');
      return mustRun(install, wanted);
    });
    await symlink(basename(own), folder, 'dir');
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    throw error;
  }
  return { ...made, isNew: true };
}

function writeLines(file: string, lines: readonly string[]): Promise<void> {
  return writeFile(file, lines.map((line) => `${line}\n`).join(''));
}

type Command = [string, ...string[]];

function commandsFor(uv: string | null, python: string, folder: string): [make: Command, install: Command] {
  const own = interpreterIn(folder);
  const file = join(folder, 'requirements.txt');
  return uv === null
    ? [
        [python, '-m', 'venv', folder],
        [own, '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '-r', file],
      ]
    : [
        [uv, 'venv', '--allow-existing', '--python', python, folder],
        [uv, 'pip', 'install', '--python', own, '-r', file],
      ];
}

/** What compiles a package may need much: there is no bound to its memory. */
async function mustRun(command: Command, { python, root, env: given, signal }: Wanted): Promise<void> {
  const { PYTHONPATH: _path, VIRTUAL_ENV: _active, ...env } = given;
  const run = { cwd: root, env, python, seconds: HALF_AN_HOUR, memory: null, signal };
  const ran = await runToEnd(command, run).catch((error: Error) => {
    if (signal?.aborted) throw error;
    throw new UsageError(`can't run ${command[0]}: ${error.message}`);
  });
  if (ran.code === 0) return;
  const last = ran.output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
  throw new UsageError(
    `production's requirements could not be installed; --absent-python takes an environment that you make. The last lines of ${command.join(' ')}:`,
    last,
  );
}

function interpreterIn(folder: string): string {
  return IS_WINDOWS ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

function programOn({ PATH, Path }: Wanted['env'], name: string): string | null {
  const folders = (PATH ?? Path ?? '').split(delimiter).filter(isAbsolute);
  const paths = folders.map((folder) => join(folder, IS_WINDOWS ? `${name}.exe` : name));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function cacheHome({ XDG_CACHE_HOME, LOCALAPPDATA }: Wanted['env']): string {
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  if (IS_WINDOWS && LOCALAPPDATA) return LOCALAPPDATA;
  return join(homedir(), '.cache');
}

/** The bytes of a file; none where it can't be read. */
export function bytesOf(path: string): Buffer {
  try {
    return readBytes(path, 'lock');
  } catch {
    return Buffer.alloc(0);
  }
}
