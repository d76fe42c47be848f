import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf, reasonOf } from '../util/errors.ts';
import { isInside } from './paths.ts';
import { kindOf } from './read.ts';

/** A path's file or folder with every symbolic link resolved, or why it is refused. */
export type Target = { readonly real: string; readonly folder: boolean } | { readonly refused: string };

/**
 * What a path on the command line stands for, or why it is refused.
 * @param named absolute.
 * @param roots the folders that are named on the same command line, resolved: links into them are allowed.
 */
export function targetOf(named: string, roots: readonly string[]): Target {
  try {
    const own = lstatSync(named);
    if (!own.isSymbolicLink()) {
      return asTarget(join(realpathSync(dirname(named)), basename(named)), own);
    }
    const real = realpathSync(named);
    // A link that a shell's `*` matched must not make djguard write outside of the paths that the user named.
    if (!roots.some((root) => real === root || isInside(real, root))) {
      return { refused: `is a symbolic link out of the given paths; give its target instead: ${real}` };
    }
    return asTarget(real, statSync(real));
  } catch (error) {
    return { refused: accessMessage(error, named) };
  }
}

function asTarget(real: string, stats: Stats): Target {
  if (stats.isDirectory()) return { real, folder: true };
  if (stats.isFile()) return { real, folder: false };
  return { refused: `is ${kindOf(stats)}, not a file` };
}

function accessMessage(error: unknown, named: string): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return isLink(named) ? 'is a broken symbolic link' : 'does not exist';
    case 'ENOTDIR':
      return 'does not exist';
    case 'ELOOP':
      return 'is a symbolic link that leads in a circle';
    case 'EACCES':
      return 'permission denied';
    default:
      return reasonOf(error);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
