import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readBytes } from '../files/read.ts';
import type { BootRequest } from './boot.ts';
import type { Pair } from './types.ts';

/** The project as it was before the fix: the same folder with other sources in it, or another folder. */
export type Before =
  | { readonly overlay: ReadonlyMap<string, Buffer> }
  | { readonly root: string }
  /** What `bootEach` saw then, in the order of the environments, and the sources that were other ones. */
  | { readonly boots: readonly Pair[]; readonly overlay: ReadonlyMap<string, Buffer> }
  /** Nothing to compare with. */
  | null;

/** What makes a start one of the project as it was. */
export function sourcesOf(before: Before): Partial<BootRequest> {
  if (before === null) return {};
  return 'root' in before ? { root: before.root } : { overlay: before.overlay };
}

const INSTALLED = /(^|\/)(site-packages|node_modules)\//;

/** The Python files of a project that are not what they were, each with the text that it has now. */
export async function changedSince(before: Before, root: string): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await textsOf(before, root))].map(([name, { is }]) => [name, is]));
}

/** The Python files of a project that are not what they were, each as it was, empty where it is new, and as it is. */
export async function textsOf(
  before: Before,
  root: string,
): Promise<ReadonlyMap<string, { readonly was: string; readonly is: string }>> {
  if (before === null) return new Map();
  const names = 'overlay' in before ? [...before.overlay.keys()] : await sourcesIn(root);
  const old = (name: string) =>
    'overlay' in before ? before.overlay.get(name)?.toString('latin1') : textIn(before.root, name);
  const found = await Promise.all(
    names.map(async (name) => {
      const [was, is] = [await old(name), await textIn(root, name)];
      return is === null || is === was ? [] : [[name, { was: was ?? '', is }] as const];
    }),
  );
  return new Map(found.flat());
}

async function sourcesIn(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.py'));
  const names = files.map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll('\\', '/'));
  return names.filter((name) => !INSTALLED.test(name));
}

async function textIn(root: string, name: string): Promise<string | null> {
  try {
    return readBytes(join(root, name), 'source').toString('latin1');
  } catch {
    return null;
  }
}
