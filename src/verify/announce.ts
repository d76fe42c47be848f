import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseForeign, stateFolder } from '../util/state.ts';
import type { Project } from './project/project.ts';

/**
 * Says once for each project, before its code is run for the first time, that it will be.
 * @param what which code that is.
 */
export function announce({ root, python }: Project, what: string, say: (line: string) => void): void {
  if (wasAnnounced(root)) return;
  say(
    `djguard: this runs the project's own code in ${root} with ${python}: ${what}. ` +
      'Do so only where you trust it. (Said once for each project.)',
  );
}

/** Where nothing can be remembered, it is said every time. */
function wasAnnounced(root: string): boolean {
  try {
    const folder = stateFolder(root);
    refuseForeign(folder);
    const mark = join(folder, 'announced');
    if (existsSync(mark)) return true;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(mark, `${root}\n`);
  } catch {}
  return false;
}
