import { git } from '../../files/git.ts';

/**
 * The project's Python sources as git's HEAD has them, where they are not what lies in the folder.
 * @returns by path relative to `root`; null where `root` is in no repository with a commit.
 */
export async function sourcesAtHead(root: string): Promise<Map<string, Buffer> | null> {
  const words = ['diff', '--no-ext-diff', '--no-textconv', '--name-only', '--no-renames', '--relative', '-z', 'HEAD'];
  const names = git(root, words);
  if (names === null) return null;
  const sources = new Map<string, Buffer>();
  for (const name of names
    .toString()
    .split('\0')
    .filter((each) => each.endsWith('.py'))) {
    const source = git(root, ['show', '--no-ext-diff', '--no-textconv', `HEAD:./${name}`]);
    if (source !== null) sources.set(name, source);
  }
  return sources;
}
