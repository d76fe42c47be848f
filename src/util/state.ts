import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where djguard keeps what it remembers of a project between runs: with the user's other state, never in the project.
 * @param top the project's folder, absolute, with links resolved.
 * @throws where the user has no home.
 */
export function stateFolder(top: string, env: Readonly<Record<string, string | undefined>> = process.env): string {
  return join(stateHome(env), 'djguard', createHash('sha256').update(top).digest('hex').slice(0, 16));
}

function stateHome({ XDG_STATE_HOME, LOCALAPPDATA }: Readonly<Record<string, string | undefined>>): string {
  if (XDG_STATE_HOME && isAbsolute(XDG_STATE_HOME)) return XDG_STATE_HOME;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  return join(homedir(), '.local', 'state');
}
