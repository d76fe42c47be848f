import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { output, tryOutput } from './process.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const CACHE = here('../node_modules/.cache/djguard-bench');
const AST_GREP = '@ast-grep/cli@0.51.1';

/** Something that is measured: its command line for a folder. */
export interface Tool {
  readonly name: string;
  /** Null for another way to call a tool that is listed already. */
  readonly version: string | null;
  /** @param files the tree's Python files, for a tool that takes no folder. */
  command(folder: string, files: readonly string[]): readonly string[];
}

/** djguard as people call it: the packages, about fifty, come from the manifests and the catalogue. */
export const MANIFESTS = 'djguard, packages from the manifests';

/** djguard as it was built when the benchmark began. */
export const DJGUARD = join(CACHE, 'dist', 'djguard.js');

/** Keeps what was built: a build in the middle of a measurement would be measured too. */
export function keepBuilt(): void {
  rmSync(join(CACHE, 'dist'), { recursive: true, force: true });
  cpSync(here('../dist'), join(CACHE, 'dist'), { recursive: true });
  writeFileSync(join(CACHE, 'dist', 'package.json'), '{"type": "module"}\n');
}

/**
 * The tools that are there or that npm and pip install, by name. A tool that can't be had is left out, with a word.
 * djguard itself is always among them, as `djguard`.
 */
export function findTools(say: (text: string) => void): ReadonlyMap<string, Tool> {
  const python = pythonTools(say);
  const astGrep = astGrepBinary(say);
  const tools: readonly (Tool | null)[] = [
    {
      name: 'djguard',
      version: output('node', DJGUARD, '--version'),
      command: (at) => ['node', DJGUARD, '--isolated', at],
    },
    { name: MANIFESTS, version: null, command: (at) => ['node', DJGUARD, at] },
    tool('ripgrep', 'rg', (at) => ['rg', '-l', '-tpy', 'debug_toolbar', at]),
    tool('git grep', 'git', (at) => ['git', '-C', at, 'grep', '-l', 'debug_toolbar', '--', '*.py']),
    astGrep === null ? null : tool('ast-grep', astGrep, (at) => [astGrep, 'scan', '--rule', here('ast-grep.yml'), at]),
    python === null
      ? null
      : tool('ruff', join(python, 'ruff'), (at) => [join(python, 'ruff'), 'check', '--isolated', '--no-cache', at]),
    python === null
      ? null
      : {
          name: 'django-upgrade',
          version: output(join(python, 'django-upgrade'), '--version'),
          command: (_, files) => [join(python, 'django-upgrade'), '--check', '--target-version', '5.2', ...files],
        },
    python === null
      ? null
      : {
          name: 'LibCST',
          version: output(join(python, 'python'), '-c', 'import importlib.metadata as m; print(m.version("libcst"))'),
          command: (at) => [join(python, 'python'), here('libcst_guard.py'), at],
        },
    python === null ? null : semgrep(join(python, 'semgrep')),
  ];
  return new Map(tools.flatMap((found) => (found ? [[found.name, found]] : [])));
}

function tool(name: string, file: string, command: Tool['command']): Tool | null {
  const version = /\d+\.\d+(\.\d+)?/.exec(tryOutput(file, '--version') ?? '')?.[0];
  return version === undefined ? null : { name, version, command };
}

/** It would ask its makers' servers for a newer version, and tell them of the run. */
function semgrep(file: string): Tool | null {
  const quiet = ['--quiet', '--metrics', 'off', '--disable-version-check'];
  return tool('semgrep', file, (at) => [file, 'scan', ...quiet, '--config', here('semgrep.yml'), at]);
}

/** The folder of a virtual environment's programs, which pip fills on first use. */
function pythonTools(say: (text: string) => void): string | null {
  const programs = join(CACHE, 'venv', 'bin');
  if (existsSync(join(programs, 'semgrep'))) return programs;
  say('installing ruff, django-upgrade, LibCST and semgrep with pip');
  const made =
    tryOutput('python3', '-m', 'venv', join(CACHE, 'venv')) !== null &&
    tryOutput(join(programs, 'pip'), 'install', '--quiet', '-r', here('requirements.txt')) !== null;
  return made ? programs : null;
}

/** The program itself, without the script of its package that starts it. */
function astGrepBinary(say: (text: string) => void): string | null {
  const scope = join(CACHE, 'npm', 'node_modules', '@ast-grep');
  if (!existsSync(scope)) {
    say('installing ast-grep with npm');
    mkdirSync(join(CACHE, 'npm'), { recursive: true });
    tryOutput('npm', 'install', '--silent', '--no-save', '--prefix', join(CACHE, 'npm'), AST_GREP);
  }
  const folders = existsSync(scope) ? readdirSync(scope) : [];
  return folders.map((name) => join(scope, name, 'ast-grep')).find((file) => existsSync(file)) ?? null;
}
