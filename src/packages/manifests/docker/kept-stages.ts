import { posix } from 'node:path';
import { mayInstall } from '../syntax/script.ts';
import type { Stage } from './stages.ts';

/** The stages whose packages end up in a target: what it is built from, and what it copies packages of. */
export function keptBy(stages: readonly Stage[], target: number): ReadonlySet<number> {
  const kept = new Set<number>();
  for (const queue = [target]; queue.length > 0; ) {
    const at = queue.pop() as number;
    if (kept.has(at)) continue;
    kept.add(at);
    const { base, copied } = stages[at] as Stage;
    if (base !== null) queue.push(base);
    for (const { stage, sources } of copied) {
      if (sources.some((source) => mayHoldPackages(source, stages[stage] as Stage))) queue.push(stage);
    }
  }
  return kept;
}

/** Folders of files that are served or read, and single files: no package is installed there. */
const ASSETS =
  /(^|\/)(static|static_?files|static_?root|collectstatic|assets|node_modules|media|locale|docs?|templates|public|css|js)\/*$|\.(js|css|json|mo|py|sh|ini|conf|cfg|ya?ml)$/i;

/** Where installers put packages. */
const ENVIRONMENT = /venv|virtualenv|site-packages|dist-packages|wheel|\.local|python|packages|deps|\benv\b/i;

/** Whether something that is copied of a stage may hold packages: below the folder that it works in only what says so. */
function mayHoldPackages(source: string, { folder, instructions }: Stage): boolean {
  const path = posix.resolve('/', source.replace(/\/\*+$/, ''));
  if (ENVIRONMENT.test(path)) return true;
  if (ASSETS.test(path)) return false;
  if (folder === '/' || !path.startsWith(`${folder}/`)) return true;
  // `pip install --target lib`: what a command that installs names.
  const name = posix.basename(path);
  return instructions.some(({ text }) => mayInstall(text) && text.split(/[\s=/]+/).includes(name));
}
