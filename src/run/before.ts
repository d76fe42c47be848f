import { join, relative, resolve } from 'node:path';
import { isFolder } from '../files/peek.ts';
import { repositoryOf } from '../files/walk/patterns.ts';
import type { Before } from '../verify/before.ts';
import { sourcesAtHead } from '../verify/project/head.ts';
import { holdsManage, type Project, rootOf } from '../verify/project/project.ts';
import type { ProofOptions } from './proof-options.ts';
import type { Options } from './settings.ts';

/** The project as it was, and what to tell where that is not known. */
export async function beforeOf(
  { root }: Pick<Project, 'root'>,
  { before, entries }: ProofOptions,
  options: Options,
): Promise<{ before: Before; note: string | null }> {
  if (before !== null) {
    const given = resolve(options.cwd ?? '.', before);
    const inside = join(given, relative(repositoryOf(root) ?? root, root));
    const isThere = entries.length > 0 ? isFolder(inside) : holdsManage(inside);
    const there = isThere ? inside : await rootOf(given, true);
    return { before: { root: there }, note: null };
  }
  const overlay = await sourcesAtHead(root);
  if (overlay === null) {
    return { before: null, note: 'nothing to compare with: no commit in git; name what was before with --before' };
  }
  if (overlay.size > 0) return { before: { overlay }, note: null };
  return { before: null, note: "nothing to compare with: no Python file differs from git's HEAD" };
}
