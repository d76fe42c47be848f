import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stateFolder } from '../../src/util/state.ts';
import { type Ended, run } from './command.ts';
import type { Made } from './made.ts';

/** Files' texts, a byte a character, by their paths. */
type Texts = ReadonlyMap<string, string>;

/** The exit codes of a command that a signal has ended in good order. */
const STOPPED = [129, 130, 143];

/**
 * Makes a project, has the command work in it, and takes that back.
 * @param home an empty folder, absolute.
 * @returns what is wrong, in words; null where nothing is.
 */
export async function attempt(made: Made, home: string): Promise<string | null> {
  const { words, stopped, journal } = made;
  const [cwd, env] = laidOut(made, home, 'project');
  writeFileSync(join(home, 'outside.py'), 'X = 1\n');
  const before = textsIn(cwd);
  const wrong = wrongWith(await run(words, cwd, env, stopped), stopped !== null);
  if (wrong !== null) return wrong;
  // It may be any file of the project.
  if (words.includes('--output-file')) return null;
  const isWriting = words.some((word) => word === '--fix' || word === '--write');
  const after = textsIn(cwd);
  if (!isWriting && !isSame(before, after)) return 'files were changed without --fix';
  const torn = stopped !== null && isWriting ? await tornIn(made, home, before, after) : null;
  if (torn !== null) return `${torn} is neither what it was nor what it was to be`;
  if (journal !== null) damageJournal(cwd, env, journal);
  const undone = await run(['undo'], cwd, env, null);
  const wrongUndo = wrongWith(undone, false);
  if (wrongUndo !== null) return `undo: ${wrongUndo}`;
  if (readFileSync(join(home, 'outside.py'), 'utf8') !== 'X = 1\n') return 'undo wrote outside of the project';
  if (journal === null && isWriting && !isSame(before, textsIn(cwd)))
    return `undo did not bring everything back: ${undone.text.slice(0, 500)}`;
  return null;
}

function laidOut({ files }: Made, home: string, name: string): [string, NodeJS.ProcessEnv] {
  const cwd = join(home, name);
  mkdirSync(cwd);
  for (const [path, bytes] of files) put(join(cwd, path), bytes);
  return [cwd, { ...process.env, XDG_STATE_HOME: join(home, `state of ${name}`), HOME: home }];
}

function put(path: string, bytes: Buffer): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  } catch {
    // A name that this file system does not take is no test.
  }
}

/** A file of a run that was stopped which has neither its old text nor that of a run that was not. */
async function tornIn(made: Made, home: string, before: Texts, after: Texts): Promise<string | null> {
  const [cwd, env] = laidOut(made, home, 'another');
  await run(made.words, cwd, env, null);
  const whole = textsIn(cwd);
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const isTorn = (path: string) => after.get(path) !== before.get(path) && after.get(path) !== whole.get(path);
  return paths.find(isTorn) ?? null;
}

function wrongWith({ code, by, hung, text }: Ended, isStopped: boolean): string | null {
  if (hung) return 'it hangs';
  if (/this is a bug|which is a bug/.test(text)) return text.slice(-1500);
  const isKnown = code !== null && (code <= 2 || (isStopped && STOPPED.includes(code)));
  if (!isKnown && !(isStopped && by !== null)) return `it ended with ${code ?? by}: ${text.slice(-1500)}`;
  return null;
}

/** Every regular file of a project, temporary ones of a killed run apart. */
function textsIn(folder: string): Texts {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => lstatSync(join(folder, path)).isFile() && !/\.djguard-\d+-\w+\.tmp$/.test(path),
  );
  return new Map(files.map((path) => [path, readFileSync(join(folder, path)).toString('latin1')]));
}

function isSame(one: Texts, other: Texts): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}

function damageJournal(cwd: string, env: NodeJS.ProcessEnv, damage: (bytes: Buffer) => Buffer): void {
  try {
    const folder = stateFolder(cwd, env);
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), damage(readFileSync(join(folder, name))));
  } catch {
    // Nothing was written that has one.
  }
}
