import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./moduleworld', import.meta.url));

/** A project and its rewrite: texts by path. */
export interface Projects {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** The import roots of the packages that are absent in one of the worlds. */
  readonly packages: readonly string[];
}

/** What real Python says about a project and its rewrite, module by module. */
export interface ModulesVerdict {
  /** Why modules of `before` do not run, with the packages there: nothing is said about these. */
  readonly broken: readonly string[];
  /** What differs with the packages there. */
  readonly present: readonly string[];
  /** What fails with the packages absent; where it did before the rewrite too, the line says so. */
  readonly fails: readonly string[];
  /** What is more than the packages' entries gone, with the packages absent. */
  readonly differs: readonly string[];
  /** What still names the packages there. */
  readonly left: readonly string[];
}

/** One Python process that compares projects. */
export interface ModuleWorlds {
  compare(projects: Projects): Promise<ModulesVerdict>;
  close(): void;
}

/** Starts the process (test/moduleworld, the standard library's Python only). */
export function startModuleWorlds(python = 'python3'): ModuleWorlds {
  const child = spawn(python, ['-B', '-S', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: { settle: (verdict: ModulesVerdict) => void; fail: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.settle(JSON.parse(line)));
  child.on('close', (code) => {
    for (const { fail } of waiting.splice(0)) fail(new Error(`the Python process ended with ${code}`));
  });
  return {
    compare: (projects) =>
      new Promise((settle, fail) => {
        waiting.push({ settle, fail });
        child.stdin.write(`${JSON.stringify(projects)}\n`);
      }),
    close: () => child.stdin.end(),
  };
}
