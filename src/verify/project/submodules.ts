import { join } from 'node:path';
import { upward } from '../../files/folders.ts';
import { slashed } from '../../files/paths.ts';
import { readText } from '../../files/read.ts';

/**
 * The folder of a git submodule that a module is imported from, relative to the project; null where none is named for
 * it. A clone leaves such a folder empty unless it is told otherwise.
 * https://git-scm.com/docs/gitmodules
 */
export function submoduleWith(module: string, root: string): string | null {
  const [name = ''] = module.split('.');
  for (const folder of upward(root)) {
    const text = readText(join(folder, '.gitmodules'), 'manifest') ?? '';
    const paths = [...text.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path = '']) => path);
    const found = paths.find((path) => path.split('/').includes(name));
    if (found !== undefined) return slashed(join(folder, found), root);
  }
  return null;
}
