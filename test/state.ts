import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../scripts/registries.mjs';

/**
 * Gives the tests the registries, whatever was built, and a state folder of their own: what `--fix` writes for `undo`
 * is not to fill the developer's.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'djguard-state-'));
  // Some tests run the command as another user.
  chmodSync(folder, 0o1777);
  process.env.XDG_STATE_HOME = folder;
  // There a check has another format.
  delete process.env.GITHUB_ACTIONS;
  return () => rmSync(folder, { recursive: true, force: true });
}
