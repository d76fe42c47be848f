import { createHash } from 'node:crypto';
import { lstatSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * Where djguard keeps what it remembers of a project between runs: with the user's other state, never in the project.
 * @param top the project's folder, absolute, with links resolved.
 * @throws where the user has no home.
 */
export function stateFolder(top: string, env: Readonly<Record<string, string | undefined>> = process.env): string {
  return join(stateHome(env), OWN, createHash('sha256').update(top).digest('hex').slice(0, 16));
}

const OWN = 'djguard';

/**
 * Makes sure that what lies in a state folder was put there by this user: neither the folder nor the one above it is a
 * link, somebody else's, or one that others may write to.
 * @param folder as `stateFolder` gives it; it need not be there.
 * @throws where it is not safe.
 */
export function refuseForeign(folder: string): void {
  for (const at of [dirname(folder), folder]) {
    const stats = lstatSync(at, { throwIfNoEntry: false });
    if (stats === undefined) return;
    const what = stats.isDirectory() ? whoseElse(stats) : 'no folder, or a link';
    if (what !== null) throw new Error(`${at} is ${what}: nothing in it is trusted; remove it, or set XDG_STATE_HOME`);
  }
}

/** What is wrong with the owner or the mode of a file or folder of djguard's own; null where nothing is. */
export function whoseElse({ uid, mode }: Stats): string | null {
  if (process.getuid === undefined) return null;
  if (uid !== process.getuid()) return "another user's";
  return (mode & 0o022) === 0 ? null : 'one that others may write to';
}

function stateHome({ XDG_STATE_HOME, LOCALAPPDATA }: Readonly<Record<string, string | undefined>>): string {
  if (XDG_STATE_HOME && isAbsolute(XDG_STATE_HOME)) return XDG_STATE_HOME;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  return join(homedir(), '.local', 'state');
}
