import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './world.ts';

/** A Python of this machine, the newest of its minor version. */
export interface Found {
  /** Such as `3.12`. */
  readonly minor: string;
  readonly version: string;
  readonly python: string;
}

/** The Pythons that `djguard verify` supports, and that the tests try where they are. */
export const SUPPORTED = ['3.6', '3.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15'] as const;

/** Finds Pythons by their names on PATH, and among those that pyenv and uv have installed. */
export async function interpreters(): Promise<readonly Found[]> {
  const { PYENV_ROOT = join(homedir(), '.pyenv'), XDG_DATA_HOME = join(homedir(), '.local/share') } = process.env;
  const homes = [join(PYENV_ROOT, 'versions'), join(XDG_DATA_HOME, 'uv/python')].flatMap(foldersIn);
  const names = [
    'python3',
    ...SUPPORTED.map((minor) => `python${minor}`),
    ...homes.map((home) => join(home, 'bin/python3')),
  ];
  const found = (await Promise.all(names.map(identified))).flatMap((each) => each ?? []);
  return SUPPORTED.flatMap((minor) => found.find((each) => each.minor === minor) ?? []);
}

async function identified(python: string): Promise<Found | null> {
  const ran = await runProgram(python, [
    '-c',
    'import platform, sys; print(platform.python_version(), sys.executable)',
  ]).catch(() => null);
  const [, version, minor, path] = /^((\d+\.\d+)\S*) (.+)$/m.exec(ran?.code === 0 ? ran.stdout : '') ?? [];
  return version && minor && path ? { version, minor, python: path } : null;
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
