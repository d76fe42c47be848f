import type { ProofOptions } from '../../run/proof-options.ts';
import { UsageError } from '../../util/errors.ts';
import type { Entry } from '../../verify/environment.ts';
import { last, list, type Parsed } from './parsed.ts';

/** The flags that say how to prove something. */
export const PROOF_FLAGS: readonly string[] = [
  'entry',
  'module',
  'python',
  'settings',
  'project',
  'before',
  'absent-python',
  'build-absent',
  'all',
  'env',
  'env-file',
  'memory',
  'timeout',
];
/** The flags that go with `djguard verify`; it looks at a project, not at files. */
export const VERIFY_FLAGS: ReadonlySet<string> = new Set([
  ...PROOF_FLAGS,
  'package',
  'output-format',
  'output-file',
  'color',
  'config',
  'isolated',
]);
/** The flags that go with `djguard undo`. */
export const UNDO_FLAGS: ReadonlySet<string> = new Set(['color']);
const ALWAYS = ['quiet', 'verbose'];

/**
 * What `--verify` is to prove.
 * @param command what stands behind `--`.
 * @returns null without `--verify`.
 * @throws UsageError where flags do not go together.
 */
export function proofOf(
  parsed: Parsed,
  mode: string,
  fromStdin: boolean,
  command: readonly string[],
): ProofOptions | null {
  if (!parsed.verify) {
    const stray = PROOF_FLAGS.find((name) => parsed[name] !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray} is for djguard verify, and for --verify`);
    return null;
  }
  if (mode === 'preview') {
    throw new UsageError('--verify goes with --check or --fix; djguard verify proves the project as it is');
  }
  if (fromStdin) throw new UsageError('--verify needs a project, not code that is read from -');
  if (mode === 'fix' && parsed.before !== undefined) {
    throw new UsageError('--before is not for --fix, which compares with what it found');
  }
  return proofOptions(parsed, last(parsed, 'project'), command);
}

/**
 * What `djguard verify` is to prove.
 * @param words what stands behind `verify`.
 * @param command what stands behind `--`.
 * @throws UsageError where a flag does not go with it.
 */
export function verifyOptions(parsed: Parsed, words: readonly string[], command: readonly string[]): ProofOptions {
  refuseOthers('verify', parsed, VERIFY_FLAGS);
  const [project, ...more] = [...words, ...(parsed.project === undefined ? [] : [last(parsed, 'project')])];
  if (more.length > 0) throw new UsageError('verify takes one project; a command goes behind --');
  return proofOptions(parsed, project ?? '.', command);
}

/** The folder that `djguard undo` is about. @throws UsageError where a flag does not go with it. */
export function undoFolder(parsed: Parsed, words: readonly string[]): string {
  refuseOthers('undo', parsed, UNDO_FLAGS);
  const [folder = '.', ...more] = words;
  if (more.length > 0) throw new UsageError('undo takes one folder: it takes back a whole run');
  return folder;
}

function proofOptions(parsed: Parsed, project: string | null, command: readonly string[]): ProofOptions {
  if (parsed['absent-python'] !== undefined && parsed['build-absent']) {
    throw new UsageError('--absent-python and --build-absent exclude each other');
  }
  return {
    project,
    python: last(parsed, 'python'),
    entries: [...entriesOf(parsed, 'entry'), ...entriesOf(parsed, 'module')],
    settings: list(parsed, 'settings') ?? [],
    before: last(parsed, 'before'),
    absentPython: last(parsed, 'absent-python'),
    buildAbsent: Boolean(parsed['build-absent']),
    all: Boolean(parsed.all),
    env: Object.fromEntries(texts(parsed, 'env').map(variable)),
    envFiles: texts(parsed, 'env-file'),
    memory: bytesOf(last(parsed, 'memory')),
    timeout: secondsOf(last(parsed, 'timeout')),
    command,
  };
}

function entriesOf(parsed: Parsed, kind: Entry['kind']): readonly Entry[] {
  return texts(parsed, kind).map((text) => {
    if (kind === 'module' && !/^[^\W\d]\w*(\.[^\W\d]\w*)*$/u.test(text)) {
      throw new UsageError(`--module takes the name of a package, as shop.orders, not ${JSON.stringify(text)}`);
    }
    return { kind, text };
  });
}

/** The values of a flag that may be repeated, as they are: commas are part of them. */
function texts(parsed: Parsed, name: string): readonly string[] {
  const values = parsed[name];
  return Array.isArray(values) ? values.map(String) : [];
}

function variable(text: string): readonly [string, string] {
  const [, name, value] = /^([A-Za-z_][\w.-]*)=([\s\S]*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new UsageError(`--env takes NAME=VALUE, not ${JSON.stringify(text)}`);
}

function secondsOf(text: string | null): number | null {
  if (text === null) return null;
  const seconds = Number(text);
  // Node's timers and Python's end at about 24 days.
  if (text.trim() !== '' && seconds > 0 && seconds <= 1_000_000) return seconds;
  throw new UsageError(`--timeout takes seconds, not ${JSON.stringify(text)}`);
}

function bytesOf(text: string | null): number | null {
  if (text === null) return null;
  const megabytes = Number(text);
  // An interpreter that gets less does not start.
  if (Number.isInteger(megabytes) && megabytes >= 64 && megabytes <= 2 ** 30) return megabytes * 2 ** 20;
  throw new UsageError(`--memory takes megabytes, 64 or more, not ${JSON.stringify(text)}`);
}

/** Refuses the flags that do not go with a command. @throws UsageError for the first. */
export function refuseOthers(name: string, parsed: Parsed, allowed: ReadonlySet<string>): void {
  for (const [flag, value] of Object.entries(parsed)) {
    const isNothing = flag === '_' || flag === '$0' || value === undefined || value === false;
    if (isNothing || allowed.has(flag) || ALWAYS.includes(flag)) continue;
    throw new UsageError(`--${flag} is not for djguard ${name}`);
  }
}
