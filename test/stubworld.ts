import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ROWS } from '../src/packages/catalogue/catalogue-data.ts';
import { documentedBy } from '../src/rewrite/documented-settings.ts';
import { rules } from '../transforms/index.ts';

const PROGRAM = fileURLToPath(new URL('./stubworld', import.meta.url));
const PATIENCE = 20_000;
const { atStart, atFirstUse } = documentedBy(rules);
/** Loggers and handlers may be called as a package is: a case says itself where that is more than a name. */
const CALLED_AT_WILL = 'LOGGING';
/** What Django imports, as the rules and the catalogue's values for single settings know it. */
const START_UP = [
  ...[...atStart, ...atFirstUse].filter((name) => name !== CALLED_AT_WILL),
  ...ROWS.flatMap(({ alternatives = {} }) => Object.keys(alternatives)),
];
/** The settings that hold a rule's entries themselves, and not in what they nest. */
const LISTS = rules.flatMap(({ documented = {}, settings, single }) =>
  single ? [] : Object.values(documented).flatMap((names) => names.filter((name) => settings?.test(name))),
);

/** A module and its rewrite, as the bytes of two files. */
export interface Pair {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** The import roots of the packages that are absent in some worlds. */
  readonly packages: readonly string[];
  /** Names of the module whose lists Django imports, beside the usual ones. */
  readonly startUp?: readonly string[];
  /** Names whose values say whether a package is there: without it they may have any. */
  readonly asking?: readonly string[];
}

/** What real Python says about a pair; all three lists empty is the proof. Lines name the world they speak of. */
export interface Verdict {
  /** How many times one of the two modules was run. */
  readonly runs: number;
  /** Why `before` itself does not run, with the packages there: nothing can be said about its rewrite then. */
  readonly broken: readonly string[];
  /** What differs with the packages there. */
  readonly present: readonly string[];
  /** What fails, or is more than the packages' entries gone, with the packages absent. */
  readonly absent: readonly string[];
}

/** The stub worlds: one Python process, begun anew where a module ends it or keeps it busy. */
export interface StubWorlds {
  compare(pair: Pair): Promise<Verdict>;
  close(): void;
}

interface Waiting {
  readonly line: string;
  readonly settle: (verdict: Verdict) => void;
}

/**
 * Starts the process that compares modules in stub worlds (test/stubworld, the standard library's Python only).
 * @param python the interpreter.
 * @returns null where there is no such one of at least Python 3.8: the caller skips its tests.
 * @throws where there is none and `CI` is `true`.
 */
export async function startStubWorlds(python = 'python3'): Promise<StubWorlds | null> {
  const asked = spawn(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))'], { stdio: 'ignore' });
  const [code] = await once(asked, 'close').catch(() => [null]);
  if (code === 0) return stubWorlds(python);
  if (process.env.CI === 'true') throw new Error('no python3 of at least 3.8: the differential tests cannot run');
  console.warn('no python3 of at least 3.8: the differential tests are skipped');
  return null;
}

function stubWorlds(python: string): StubWorlds {
  const waiting: Waiting[] = [];
  let child: ChildProcess | null = null;
  let watch: NodeJS.Timeout | undefined;

  function start(): ChildProcess {
    const started = spawn(python, ['-B', '-S', PROGRAM], { stdio: ['pipe', 'pipe', 'ignore'] });
    started.stdin?.on('error', () => {});
    createInterface({ input: started.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (child === started) settle(JSON.parse(line));
    });
    started.on('close', () => {
      if (child !== started) return;
      child = null;
      settle({ runs: 0, broken: ['the Python process ended while it ran this module'], present: [], absent: [] });
      if (waiting.length > 0) resume();
    });
    return started;
  }

  function resume(): void {
    child = start();
    for (const { line } of waiting) child.stdin?.write(line);
    guard();
  }

  function guard(): void {
    clearTimeout(watch);
    if (waiting.length > 0) watch = setTimeout(() => child?.kill('SIGKILL'), PATIENCE);
  }

  function settle(verdict: Verdict): void {
    waiting.shift()?.settle(verdict);
    guard();
  }

  return {
    compare: (pair) =>
      new Promise((resolve) => {
        waiting.push({ line: request(pair), settle: resolve });
        if (child === null) resume();
        else child.stdin?.write(waiting.at(-1)?.line ?? '');
        if (waiting.length === 1) guard();
      }),
    close() {
      clearTimeout(watch);
      child?.stdin?.end();
      child = null;
    },
  };
}

/** A pair as the program reads it, with a line break at its end. */
export function request({ before, after, packages, startUp = [], asking = [] }: Pair): string {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const worlds = { packages, startUp: [...START_UP, ...startUp], lists: LISTS, asking };
  return `${JSON.stringify({ before: base64(before), after: base64(after), ...worlds })}\n`;
}
